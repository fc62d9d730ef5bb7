"""The shapes of shapes.py in JSON Schema 2020-12, as OpenAPI 3.1 takes them; a test holds real answers against them."""

TEXT, WHOLE = {"type": "string"}, {"type": "integer", "minimum": 0}
MOMENT = {"type": "string", "format": "date-time"}
ADDRESS = {"type": "string", "format": "uri"}


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def record(**properties):
    """An object with all of these and nothing else."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def maybe(schema):
    return {"anyOf": [schema, {"type": "null"}]}


def many(schema):
    return {"type": "array", "items": schema}


def said(schema, description):
    return {**schema, "description": description}


NAMED = record(slug=TEXT, name=TEXT)
ITEM = {
    "id": WHOLE,
    "url": said(ADDRESS, "Trang của mục này."),
    "title": TEXT,
    "published_at": said(MOMENT, "Thời điểm xuất bản, giờ Việt Nam."),
    "updated_at": said(MOMENT, "Lần đổi gần nhất mà bạn đọc thấy được."),
}
ARTICLE = {
    **ITEM,
    "summary": TEXT,
    "category": NAMED,
    "tags": many(NAMED),
    "image": maybe(ref("Image")),
}
VIDEO = {
    **ITEM,
    "description": TEXT,
    "programme": NAMED,
    "part": said(TEXT, "Phần trong chương trình, ví dụ A; có thể trống."),
    "views": WHOLE,
    "file": maybe(said(ADDRESS, "Tệp MP4.")),
    "youtube": maybe(ADDRESS),
    "image": maybe(ref("Image")),
}
CORRECTIONS = {"corrections": many(ref("Correction"))}
SCHEMAS = {
    "Index": record(
        title=TEXT, source_note=said(TEXT, "Lời nhắc ghi nguồn."), documentation=ADDRESS,
        articles=ADDRESS, categories=ADDRESS, tags=ADDRESS, videos=ADDRESS, openapi=ADDRESS,
    ),
    "Image": record(url=ADDRESS, width=WHOLE, height=WHOLE, alt=TEXT, caption=TEXT, credit=TEXT),
    "Correction": record(
        published_at=MOMENT, wrong=said(TEXT, "Đã đăng."), right=said(TEXT, "Xin đọc là.")
    ),
    "Category": record(slug=TEXT, name=TEXT, description=TEXT, parent=maybe(TEXT), url=ADDRESS),
    "Tag": record(slug=TEXT, name=TEXT, url=ADDRESS),
    "Article": record(**ARTICLE),
    "WholeArticle": record(
        **ARTICLE,
        dateline=TEXT,
        byline=many(record(role=said(TEXT, "Bài, Tin, Ảnh, Video hoặc Nguồn."), name=TEXT)),
        views=WHOLE,
        body_html=said(TEXT, "Nội dung; mọi địa chỉ trong đó đều đầy đủ."),
        body_text=said(TEXT, "Chỉ chữ."),
        **CORRECTIONS,
    ),
    "Video": record(**VIDEO),
    "WholeVideo": record(**VIDEO, **CORRECTIONS),
    "Problem": record(status=WHOLE, title=TEXT, detail=said(TEXT, "Một câu nói rõ sai ở đâu.")),
}  # fmt: skip
for _name in ("Article", "Category", "Tag", "Video"):
    SCHEMAS[f"{_name}List"] = record(items=many(ref(_name)), next=maybe(said(ADDRESS, "Trang sau; null ở trang cuối.")))
