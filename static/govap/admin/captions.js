// A file of captions is read into its box: nothing is uploaded, the text itself belongs to the draft.
const MAX = 1_000_000; // bytes

for (const box of document.querySelectorAll("textarea[data-captions]")) {
  if (box.readOnly || box.disabled) continue;
  const chooser = Object.assign(document.createElement("input"), { type: "file", accept: ".vtt,.srt,text/vtt", id: `${box.id}_file` });
  const label = Object.assign(document.createElement("label"), { htmlFor: chooser.id, textContent: "Lấy từ tệp .vtt hoặc .srt:" });
  const said = Object.assign(document.createElement("p"), { role: "status" });
  const row = Object.assign(document.createElement("div"), { className: "captions-file" });
  row.append(label, chooser, said);
  box.after(row);
  chooser.addEventListener("change", async () => {
    const [file] = chooser.files;
    if (!file) return;
    said.textContent = file.size > MAX ? `Tệp “${file.name}” lớn quá 1 MB nên không phải phụ đề.` : await take(box, file);
  });
}

async function take(box, file) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    box.value = text;
    for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
    return `Đã lấy phụ đề từ “${file.name}”.`;
  } catch {
    return `Không đọc được tệp “${file.name}”: xin lưu lại theo mã UTF-8.`;
  }
}
