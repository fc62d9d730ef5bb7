"""What schema.org calls the things on a page, as plain dicts for JSON-LD.

`base` is the site's own address without a slash at its end; `image` is sharing.Image's dict or the like.
"""

from django.urls import reverse
from django.utils import timezone

from govap.delivery.paths import path_of

LANGUAGE = "vi"
CONTEXT = "https://schema.org"


def graph(*nodes):
    return {"@context": CONTEXT, "@graph": [node for node in nodes if node]}


def organization(identity, base, logo):
    """The body that publishes: everything else points at it by its @id."""
    told = {
        "@type": "GovernmentOrganization",
        "@id": f"{base}/#co-quan",
        "name": identity.governing_body,
        "alternateName": identity.short_name,
        "url": f"{base}/",
        "logo": {"@type": "ImageObject", "url": logo},
        "address": identity.address,
        "telephone": identity.telephone,
        "email": identity.email,
    }
    return {name: value for name, value in told.items() if value}


def website(identity, base):
    return {
        "@type": "WebSite",
        "@id": f"{base}/#trang",
        "name": identity.name,
        "url": f"{base}/",
        "inLanguage": LANGUAGE,
        "publisher": {"@id": f"{base}/#co-quan"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{base}{reverse('search')}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def news_article(article, tags, corrections, base, image):
    url = base + article.get_absolute_url()
    told = {
        "@type": "NewsArticle",
        "@id": f"{url}#bai",
        "mainEntityOfPage": url,
        "headline": article.title,
        "description": article.summary,
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "datePublished": moment(article.published_at),
        "dateModified": moment(max(article.updated_at, article.published_at)),
        "articleSection": article.category.name,
        "keywords": [tag.name for tag in tags],
        "image": [base + image["url"]],
        "author": authors(article.byline) or {"@id": f"{base}/#co-quan"},
        "publisher": {"@id": f"{base}/#co-quan"},
        "correction": [correction(found) for found in corrections],
    }
    return {name: value for name, value in told.items() if value}


def authors(byline):
    return [{"@type": "Person", "name": one["name"]} for one in byline if one["role"] in ("bai", "tin")]


def correction(found):
    return {
        "@type": "CorrectionComment",
        "datePublished": moment(found.published_at),
        "text": f"Đã đăng “{found.wrong}”, xin đọc là “{found.right}”.",
    }


def video_object(video, base, image):
    url = base + video.get_absolute_url()
    told = {
        "@type": "VideoObject",
        "@id": f"{url}#video",
        "url": url,
        "name": video.title,
        "description": video.description or video.title,
        "inLanguage": LANGUAGE,
        "uploadDate": moment(video.published_at),
        "thumbnailUrl": [base + image["url"]],
        "publisher": {"@id": f"{base}/#co-quan"},
        "contentUrl": base + video.file.url if video.file else "",
        "embedUrl": f"https://www.youtube-nocookie.com/embed/{video.youtube_id}" if video.youtube_id else "",
    }
    return {name: value for name, value in told.items() if value}


def breadcrumbs(base, *steps):
    """`steps` as pairs of a name and a path, from the home page down to the page's own title."""
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": base + path}
        for number, (name, path) in enumerate([("Trang chủ", path_of("home")), *steps], 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def moment(value):
    return timezone.localtime(value).isoformat(timespec="seconds")
