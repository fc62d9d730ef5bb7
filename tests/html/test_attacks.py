"""Markup that tries to escape: nothing that acts comes through, the words do."""

import re

import pytest

from govap.html import clean, render, tidy_paste, to_text

# Each holds the word "chữ" where a reader would see it, besides what attacks.
ATTACKS = [
    "<p>chữ<script>alert(1)</script></p>",
    "chữ<scr<script>ipt>alert(1)</script>",
    "<p>chữ</p><img src=x onerror=alert(1)>",
    "<p onmouseover=alert(1)>chữ</p>",
    "<p style=\"background:url('javascript:alert(1)')\">chữ</p>",
    "<a href=\"javascript:alert(1)\">chữ</a>",
    "<a href=\"&#106;avascript:alert(1)\">chữ</a>",
    "<a href=\"java\tscript:alert(1)\">chữ</a>",
    "<a href=\"java\u200bscript:alert(1)\">chữ</a>",
    "<a href=' javascript:alert(1)'>chữ</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">chữ</a>",
    "<a href=\"vbscript:msgbox(1)\">chữ</a>",
    "<a href=\"https://www.google.com/url?q=javascript:alert(1)\">chữ</a>",
    "<a href='https://www.google.com/url?q=https://a.example/\"onclick=alert(1) '>chữ</a>",
    "<iframe src=https://evil.example></iframe>chữ",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>chữ",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>chữ",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button>chữ</form>",
    "<base href=//evil.example><meta http-equiv=refresh content='0;url=javascript:alert(1)'>chữ",
    "<link rel=stylesheet href=//evil.example/x.css>chữ",
    "<svg><script>alert(1)</script></svg>chữ",
    "<svg><style><img src=x onerror=alert(1)></style></svg>chữ",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">chữ</a></svg>chữ",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=a&gt;'></table></math>chữ",
    "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\"></math>chữ",
    "chữ<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)></style></form></math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>chữ",
    "<template><script>alert(1)</script></template>chữ",
    "<title><a title=\"</title><img src=x onerror=alert(1)>\"></title>chữ",
    "<textarea></textarea><img src=x onerror=alert(1)>chữ",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">chữ</xmp>chữ",
    "<!--><img src=x onerror=alert(1)>-->chữ",
    "<!-- --!><img src=x onerror=alert(1)> -->chữ",
    "<![CDATA[<img src=x onerror=alert(1)>]]>chữ",
    "<?xml version=1?><img src=x onerror=alert(1)>chữ",
    "<p title=\"`<img src=x onerror=alert(1)>`\">chữ</p>",
    "<img src=\"/media/a.jpg\" alt=\"`><script>alert(1)</script>\">chữ",
    "<img src='/media/a.jpg' alt='\"onload=alert(1) x=\"'>chữ",
    "<img src=/media/a.jpg alt='> 46-KH/QU onerror=alert(1) x'>chữ",
    "<img src=/media/../admin/logout/>chữ",
    "<img src=//evil.example/a.jpg><img src=\\\\evil\\a.jpg>chữ",
    "<figure data-video='1\" onclick=\"alert(1)'></figure>chữ",
    "<figure data-album='1 onclick=alert(1)'></figure>chữ",
    "<a data-document='7\"><script>' href=/x>chữ</a>",
    "<ol type='a\" onclick=\"x' start='1\"><script>'><li>chữ</ol>",
    "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<script>alert(1)</script></span>chữ</p>",
    "<div role=heading aria-level='2\"><script>alert(1)</script>'>chữ</div>",
    "<td colspan='2\" onclick=alert(1)'>chữ</td>",
    "&lt;script&gt;alert(1)&lt;/script&gt; chữ",
    "<p>\u0338 onclick=alert(1)>chữ</p>",
    "<a\u0338 onclick=alert(1)>chữ</a>",
    "<p>chữ</p\0><scr\0ipt>alert(1)</scr\0ipt>",
]  # fmt: skip
TAG = re.compile(r'<(/?)([a-z0-9]+)((?: [a-z-]+="[^"<]*")*)>')
SAFE = {
    "p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "u", "s", "sub", "sup", "br", "hr", "table",
    "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img", "a", "data",
}  # fmt: skip
ATTRIBUTES = {
    "href", "src", "alt", "width", "height", "colspan", "rowspan", "scope", "start", "type", "class", "value",
    "data-video", "data-album", "data-document", "loading", "decoding",
}  # fmt: skip


def faults(html):
    """What in this markup is no plain tag with plain attributes."""
    found = [tag[2] for tag in TAG.finditer(html) if tag[2] not in SAFE]
    names = {name for tag in TAG.finditer(html) for name in re.findall(r' ([a-z-]+)="', tag[3])}
    found += sorted(names - ATTRIBUTES)
    found += re.findall(r'(?:href|src)="\s*(?!https?:|mailto:|tel:|/(?!/)|#|\?)[^"]*"', html)
    return found + re.findall("[<>]", TAG.sub("", html))


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("door", [clean, render, lambda html: tidy_paste(html).html])
def test_nothing_acts_and_the_words_stay(attack, door):
    cleaned = door(attack)
    assert faults(cleaned) == []
    assert "chữ" in to_text(cleaned)
    assert door(cleaned) == cleaned


@pytest.mark.parametrize("attack", ATTACKS)
def test_nested_in_a_table_and_a_list_it_is_no_better(attack):
    for outer in ("<table><tr><td>{}</td></tr></table>", "<ul><li>{}</ul>", "<b><p>{}</b>", "<math>{}", "<select>{}"):
        assert faults(clean(outer.format(attack))) == []
        assert faults(tidy_paste(outer.format(attack)).html) == []
