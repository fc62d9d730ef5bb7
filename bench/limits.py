"""What must be held; multiples are of a bare Django view unless said otherwise, all of processor time with the
database's. What is not named is held to what a plain Django blog with 1,000 articles costs."""

GROWTH = 1.3  # the large site against the small one
DEEPEST = 1.2  # the end of the list of all articles against its beginning
DESK_RATIO = (
    2  # the large site against the small one for the least privileged member of staff: list, search, open, save
)
SEARCH = {
    "answer": 1.5,  # × a bare query of the index for the same words, ranked by the database
    "common": 10,  # the slowest common word × the median answer
    "suggest": 0.5,  # × the median answer
}
PHOTOS_RATIO = 1.2  # 60 photographs of 12 megapixels against what Pillow needs for the same encodings
PHOTOS_PEAK = 300  # MB of any process
MAKE_DEMO = 2_000  # articles a second, at least
PAGES = {"home": 14, "category": 8, "article": 8, "day": 8, "month": 55}
PAGE = 23
FEED = 55  # whole articles, drawn
CACHED_COST, CACHED_RATE = 1.25, 0.8  # × gunicorn handing out the same bytes: processor time, requests a second
MEMORY = 120  # MB of a worker after 20,000 different pages
RECORD = 15  # microseconds to count a view
FLUSH = 1  # seconds for 100,000 views
SEEN = 1  # seconds after a publication, at most, through every worker of two gunicorns
