// The editor adds a style sheet unless it finds one so marked. Our policy refuses inline styles and admin.css has the
// rules, so it finds a mark that is no style sheet: an element of that name in a namespace no browser gives meaning to.
const mark = document.createElementNS("urn:govap", "style");
mark.setAttribute("data-tiptap-style", "");
document.head.append(mark);
