// The toolbar: Vietnamese names with their keys, groups in the order of work, one stop of the Tab key with arrows inside
// (the ARIA pattern of a toolbar); Alt+F10 leads there and Escape back.
import { Menu, crel } from "django-prose-editor/editor";
import { open } from "govap/editor/dialogs";

const GROUPS = [
  ["Hoàn tác", "history"],
  ["Kiểu đoạn", "blockType -lists"],
  ["Danh sách", "lists"],
  ["Đoạn đặc biệt", "nodes -blockType -lists"],
  ["Kiểu chữ", "marks"],
  ["Chèn", "insert"],
  ["Hình đang chọn", "figure"],
  ["Bảng", "table"],
];
// Name and key by command; what is not listed keeps the name that its own module gave it.
const NAMES = {
  "history:undo": ["Hoàn tác", "Ctrl+Z"],
  "history:redo": ["Làm lại", "Ctrl+Y"],
  paragraph: ["Đoạn văn", "Ctrl+Alt+0"],
  heading2: ["Đề mục", "Ctrl+Alt+2"],
  heading3: ["Đề mục nhỏ", "Ctrl+Alt+3"],
  bulletList: ["Danh sách gạch đầu dòng", "Ctrl+Shift+8"],
  orderedList: ["Danh sách đánh số", "Ctrl+Shift+7"],
  orderedListProperties: ["Kiểu đánh số"],
  blockquote: ["Trích dẫn", "Ctrl+Shift+B"],
  horizontalRule: ["Đường kẻ ngang"],
  bold: ["Chữ đậm", "Ctrl+B"],
  italic: ["Chữ nghiêng", "Ctrl+I"],
  underline: ["Gạch chân", "Ctrl+U"],
  strike: ["Gạch ngang chữ", "Ctrl+Shift+S"],
  subscript: ["Chỉ số dưới", "Ctrl+,"],
  superscript: ["Chỉ số trên", "Ctrl+."],
  picture: ["Chèn ảnh"],
  "picture:describe": ["Mô tả ảnh"],
  "picture:change": ["Đổi ảnh"],
  album: ["Chèn album"],
  "album:change": ["Đổi album"],
  video: ["Chèn video"],
  "video:change": ["Đổi video"],
  "figure:remove": ["Xóa hình này"],
  document: ["Chèn tài liệu"],
  link: ["Liên kết", "Ctrl+K"],
  unlink: ["Bỏ liên kết"],
  footnote: ["Chú thích cuối trang", "Ctrl+Alt+F"],
  table: ["Chèn bảng"],
  "table:addColumnAfter": ["Thêm cột"],
  "table:deleteColumn": ["Xóa cột"],
  "table:addRowAfter": ["Thêm hàng"],
  "table:deleteRow": ["Xóa hàng"],
  "table:mergeCells": ["Gộp ô"],
  "table:splitCell": ["Tách ô"],
  "table:toggleHeaderCell": ["Đổi ô tiêu đề"],
  "table:toggleHeaderRow": ["Hàng tiêu đề"],
  "table:caption": ["Tên bảng"],
  "table:deleteTable": ["Xóa bảng"],
  html: ["Sửa mã HTML"],
  help: ["Phím tắt", "Alt+0"],
};
// Words on the button itself: what a reporter looks for.
const SHOWN = { picture: "Ảnh", album: "Album", video: "Video", document: "Tài liệu", link: "Liên kết", footnote: "Chú thích", table: "Bảng" };
const OTHER_KEYS = [
  ["Tới thanh công cụ; mũi tên để đi, Escape để về", "Alt+F10"],
  ["Xuống dòng trong cùng đoạn", "Shift+Enter"],
  ["Ra khỏi chú thích ảnh, album, video", "Enter"],
  ["Ra khỏi bảng ở cuối bài", "↓"],
  ["Lùi, đẩy một mục của danh sách", "Shift+Tab, Tab"],
  ["Sang ô tiếp theo của bảng", "Tab"],
];

const INSERTED = ["picture", "album", "video", "document", "link", "unlink", "footnote"]; // from left to right

function inOrder(items) {
  return items.toSorted((one, other) => INSERTED.indexOf(one.name) - INSERTED.indexOf(other.name));
}

function groups({ editor, menu }) {
  const placed = new Set();
  const group = (label, items) => {
    items.forEach(({ name }) => placed.add(name));
    const shown = menu.buttonGroup({ editor }, items);
    shown.setAttribute("role", "group");
    shown.setAttribute("aria-label", label);
    return shown;
  };
  const known = GROUPS.map(([label, selector]) => group(label, inOrder(menu.items(selector).filter(({ name }) => !placed.has(name)))));
  const others = Object.values(editor.storage.menu._definedItems).filter(({ name, button }) => button && !placed.has(name));
  return [...known, group("Khác", others)];
}

function name(button) {
  const [words, key] = NAMES[button.dataset.name] ?? [];
  if (!words) return;
  button.title = key ? `${words} (${key})` : words;
  button.setAttribute("aria-label", words);
  if (key) button.setAttribute("aria-keyshortcuts", key.replaceAll("Ctrl", "Control"));
  if (button.dataset.name in SHOWN) show(button);
}

function show(button) {
  const icon = crel("span", { className: "material-icons", textContent: button.textContent, "aria-hidden": "true" });
  button.classList.remove("material-icons");
  button.replaceChildren(icon, SHOWN[button.dataset.name]);
}

class Toolbar {
  constructor(editor, bar) {
    Object.assign(this, { editor, bar });
    this.buttons = [...bar.querySelectorAll("button")];
    this.buttons.forEach(name);
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Thanh công cụ soạn thảo");
    bar.addEventListener("keydown", (event) => this.#pressed(event));
    bar.addEventListener("focusin", ({ target }) => this.#stopAt(target.closest("button")));
    editor.on("transaction", () => this.update());
    this.update();
  }

  focus() {
    this.#shown().find(({ tabIndex }) => tabIndex === 0)?.focus();
    return true;
  }

  update() {
    for (const button of this.buttons) {
      const [isOn, isOff] = ["active", "disabled"].map((state) => button.classList.contains(state));
      button.setAttribute("aria-pressed", String(isOn));
      button.setAttribute("aria-disabled", String(isOff && !isOn));
    }
    const stop = this.buttons.find(({ tabIndex }) => tabIndex === 0);
    if (this.buttons.filter(({ tabIndex }) => tabIndex === 0).length !== 1 || isHidden(stop)) this.#stopAt(this.#shown()[0]);
  }

  #shown() {
    return this.buttons.filter((button) => !isHidden(button));
  }

  #stopAt(stop) {
    if (stop) for (const button of this.buttons) button.tabIndex = button === stop ? 0 : -1;
  }

  #pressed(event) {
    const shown = this.#shown();
    const at = shown.indexOf(event.target.closest("button"));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") this.editor.view.focus();
    else if (to !== undefined) shown.at(to % shown.length).focus();
    else return;
    event.preventDefault();
  }
}

const isHidden = (button) => button.classList.contains("hidden");

function help(editor) {
  const keys = [...Object.values(NAMES).filter(([, key]) => key), ...OTHER_KEYS];
  const rows = keys.map(([words, key]) => crel("tr", {}, [crel("th", { scope: "row", textContent: words }), crel("td", {}, [crel("kbd", { textContent: key })])]));
  const close = crel("button", { type: "button", textContent: "Đóng" });
  const table = crel("table", { className: "editor-keys" }, [crel("tbody", {}, rows)]);
  const scroll = crel("div", { className: "editor-scroll", tabIndex: 0, role: "group", "aria-label": "Danh sách phím tắt" }, [table]);
  const shown = open(editor, "Phím tắt", [scroll, crel("p", { className: "editor-dialog-buttons" }, [close])]);
  close.addEventListener("click", () => shown.close());
}

function nameText(editor) {
  const box = editor.view.dom.closest(".prose-editor")?.querySelector("textarea");
  const label = box?.labels[0];
  editor.view.dom.setAttribute("aria-label", label?.textContent.replace(/:\s*$/, "").trim() || "Nội dung");
  label?.addEventListener("click", () => editor.commands.focus());
}

export const GovapMenu = Menu.extend({
  addOptions() {
    return { ...this.parent?.(), items: groups };
  },

  addMenuItems({ menu, buttons }) {
    menu.defineItem({ name: "help", groups: "utility", button: buttons.material("keyboard"), command: help });
  },

  onCreate({ editor }) {
    this.parent?.({ editor });
    this.storage.toolbar = new Toolbar(editor, this.storage.dom);
    nameText(editor);
  },

  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => this.storage.toolbar.focus(),
      "Alt-0": ({ editor }) => { help(editor); return true; },
    };
  },
});
