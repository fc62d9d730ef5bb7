import pytest

from govap.html import tidy_paste

MARK = '<a href="#_ftn1">[1]</a>'
BACK = '<a href="#_ftnref1">[1]</a>'


@pytest.mark.parametrize(
    ("pasted", "tidy"),
    [
        (f"<p>a{MARK}.</p><hr><p>{BACK} b <b>c</b></p>", "<p>a<small>b <strong>c</strong></small>.</p>"),
        (f"<p>a{MARK}</p><div><p>{BACK} b</p><p>c</p></div>", "<p>a<small>b c</small></p>"),
        # The line stays where more than notes stands below it.
        (f"<p>a{MARK}</p><hr><p>{BACK} b</p><p>c</p>", "<p>a<small>b</small></p><hr><p>c</p>"),
        # Half of a pair stays as it is, and so does what is more than a note.
        (f"<p>a{MARK}</p>", "<p>a[1]</p>"),
        (f"<p>{BACK} b</p>", "<p>[1] b</p>"),
        (f"<p>{BACK} b{MARK}</p>", "<p>[1] b[1]</p>"),
        (f"<p>a{MARK}</p><p>{BACK}</p>", "<p>a[1]</p><p>[1]</p>"),
        (f"<p>a{MARK}</p><p>x {BACK} y</p>", "<p>a[1]</p><p>x [1] y</p>"),
        (f"<p>a{MARK}</p><div>{BACK}<table><tr><td>1<td>2<tr><td>3<td>4</table></div>",
         "<p>a[1]</p><p>[1]</p><table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></tbody></table>"),
        (f"<p>a{MARK}</p><p>{BACK} {'dài ' * 1000}</p>", f"<p>a[1]</p><p>[1] {('dài ' * 1000).strip()}</p>"),
        (f'<p>a<a href="#_ftn1"> Luật Đất đai</a></p><p>{BACK} b</p>', "<p>a Luật Đất đai</p><p>[1] b</p>"),
        # In bold, in a heading, in a link: the note stands outside of them.
        (f"<h2><b>a{MARK}</b></h2><p>{BACK} b</p>", "<h2>a<small>b</small></h2>"),
        (f"<p><b>a{MARK}</b></p><p>c</p><p>{BACK} b</p>", "<h2>a<small>b</small></h2><p>c</p>"),
        # Comments go with their marks.
        ('<p>a<sup><a href="#cmnt1">[a]</a></sup></p><p><a href="#cmnt_ref1">[a]</a>Xem lại</p>', "<p>a</p>"),
        # Small print of another page is no note.
        ('<p style="x">a <small>b</small></p>', "<p>a b</p>"),
        ("<p>a<small>b</small><small>c</small></p>", "<p>a<small>b</small><small>c</small></p>"),
        ('<p data-pm-slice="1 1 []">a<small> b </small></p>', "<p>a<small>b</small></p>"),
    ],
)  # fmt: skip
def test_notes(pasted, tidy):
    assert tidy_paste(pasted).html == tidy
    assert tidy_paste(tidy).html == tidy
