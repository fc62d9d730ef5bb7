// The editor's toolbar has English names only: here they are said in Vietnamese, by the name of each command.
const NAMES = {
  paragraph: "Đoạn văn",
  heading2: "Đề mục",
  heading3: "Đề mục nhỏ",
  bulletList: "Danh sách gạch đầu dòng",
  orderedList: "Danh sách đánh số",
  blockquote: "Trích dẫn",
  horizontalRule: "Đường kẻ ngang",
  figure: "Chèn ảnh có chú thích",
  bold: "Chữ đậm",
  italic: "Chữ nghiêng",
  underline: "Gạch chân",
  strike: "Gạch ngang chữ",
  subscript: "Chỉ số dưới",
  superscript: "Chỉ số trên",
  link: "Chèn liên kết",
  unlink: "Bỏ liên kết",
  table: "Chèn bảng",
  "table:addColumnAfter": "Thêm cột",
  "table:deleteColumn": "Xóa cột",
  "table:addRowAfter": "Thêm hàng",
  "table:deleteRow": "Xóa hàng",
  "table:mergeCells": "Gộp ô",
  "table:splitCell": "Tách ô",
  "table:toggleHeaderCell": "Đổi ô tiêu đề",
  "table:deleteTable": "Xóa bảng",
  "history:undo": "Hoàn tác",
  "history:redo": "Làm lại",
  html: "Sửa mã HTML",
};
// The button of the closed list shows the current kind without naming its command.
const KINDS = {
  paragraph: "Đoạn văn",
  "heading 2": "Đề mục",
  "heading 3": "Đề mục nhỏ",
  "unordered list": "Danh sách gạch đầu dòng",
  "ordered list": "Danh sách đánh số",
  blockquote: "Trích dẫn",
};

function name(button) {
  const found = NAMES[button.dataset.name] ?? KINDS[button.title.toLowerCase()];
  if (!found || button.title === found) return;
  button.title = found;
  button.setAttribute("aria-label", found);
  if (button.matches(".prose-menubar__option")) button.firstElementChild.textContent = found;
}

function nameAll() {
  document.querySelectorAll(".prose-menubar button").forEach(name);
}

new MutationObserver(nameAll).observe(document.querySelector("#content-main"), {childList: true, subtree: true});
nameAll();
