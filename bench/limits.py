"""What must be held; the naive blog is a plain Django one with 1,000 articles, measured on the same kind of machine."""

PAGES_RATIO = 1.3  # 100,000 articles against 1,000
DESK_RATIO = 2  # the same for the least privileged member of staff: list, search, open, save
SEARCH = {
    "answer": 1.5,  # × a bare query of the index for the same words, ranked by the database
    "common": 10,  # the slowest common word × the median answer
    "suggest": 0.5,  # × the median answer
}
PHOTOS_RATIO = 1.2  # 60 photographs of 12 megapixels against what Pillow needs for the same encodings
PHOTOS_PEAK = 300  # MB of any process
LIMITS = {
    "make_demo": 2_000,  # articles a second
    "page": 23,  # × a bare Django view: the naive blog's list
    "article": 25,  # × a bare Django view: the naive blog's article
    "month": 55,  # × a bare Django view: the naive blog's month
}
