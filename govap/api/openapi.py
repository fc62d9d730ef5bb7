"""The OpenAPI 3.1 document, made from the parameters that asking.py reads and the schemas that tests hold true."""

from functools import cache

from .asking import PARAMETERS
from .schemas import SCHEMAS, ref

PAGING, DAYS = ("truoc", "limit"), ("year", "month", "day")
OPERATIONS = {
    "/api/v1/": ("index", "Mục lục của giao diện này", "Index", ()),
    "/api/v1/articles/": (
        "articles", "Bài viết, mới nhất trước", "ArticleList", (*PAGING, "category", "tag", *DAYS),
    ),
    "/api/v1/articles/{id}/": ("article", "Một bài viết với toàn văn", "WholeArticle", ()),
    "/api/v1/categories/": ("categories", "Chuyên mục", "CategoryList", ()),
    "/api/v1/tags/": ("tags", "Thẻ, mới nhất trước", "TagList", PAGING),
    "/api/v1/videos/": ("videos", "Video, mới nhất trước", "VideoList", PAGING),
    "/api/v1/videos/{id}/": ("video", "Một video", "WholeVideo", ()),
}  # fmt: skip
ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "Mã số.",
    "schema": {"type": "integer", "minimum": 1},
}


@cache
def document():
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dữ liệu mở của cổng thông tin",
            "version": "1",
            "description": "Chỉ đọc, không cần khóa, gọi được từ mọi trang. Chỉ có những gì đang hiện trên cổng. "
            "Khi phát hành lại, xin ghi rõ nguồn.",
        },
        "servers": [{"url": "/"}],
        "paths": {address: {"get": _operation(address, *said)} for address, said in OPERATIONS.items()},
        "components": {"schemas": SCHEMAS},
    }


def _operation(address, name, summary, schema, parameters):
    return {
        "operationId": name,
        "summary": summary,
        "parameters": ([ID] if "{id}" in address else []) + [_parameter(one) for one in parameters],
        "responses": {
            "200": _response("Có", "application/json", schema),
            "400": _response("Tham số không hợp lệ", "application/problem+json", "Problem"),
            **({"404": _response("Không có", "application/problem+json", "Problem")} if "{id}" in address else {}),
        },
    }


def _parameter(name):
    found = PARAMETERS[name]
    return {"name": name, "in": "query", "description": found.description, "schema": found.schema}


def _response(description, content_type, schema):
    return {"description": description, "content": {content_type: {"schema": ref(schema)}}}
