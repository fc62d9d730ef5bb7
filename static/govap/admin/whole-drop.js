// What is said of all pictures that were just sent at once: their credit, and an album of them.
import { token } from "./transport.js";

const ids = (section) => [...section.querySelectorAll(".uploads > [data-id]")].map((row) => row.dataset.id);

function fillCredit(section, form) {
  const credit = form.elements.credit.value.trim();
  const boxes = [...section.querySelectorAll(".describe [name=credit]")];
  for (const box of boxes) {
    box.value = credit;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
  return `Đã ghi nguồn cho ${boxes.length} ảnh.`;
}

async function makeAlbum(section, form) {
  const body = new FormData();
  body.append("title", form.elements.title.value);
  for (const id of ids(section)) body.append("image", id);
  const answer = await fetch(section.dataset.albumUrl, { method: "POST", body, headers: { "X-CSRFToken": token() } }).catch(() => null);
  const said = await answer?.json().catch(() => null);
  if (answer?.status !== 201) return said?.error ?? "Chưa tạo được album. Xin thử lại.";
  const link = Object.assign(document.createElement("a"), { href: said.url, textContent: "Mở album vừa tạo" });
  return link;
}

// Shows the two forms once there are two pictures.
export function gather(section) {
  const whole = section.querySelector(".uploads-whole");
  const acts = { ".whole-credit": fillCredit, ".whole-album": makeAlbum };
  for (const [place, act] of Object.entries(acts)) {
    const form = whole.querySelector(place);
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      form.querySelector("output").replaceChildren(await act(section, form));
    });
  }
  section.addEventListener("uploaded", () => { whole.hidden = ids(section).length < 2; });
}
