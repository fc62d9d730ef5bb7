// The focal point of a picture: a mark to be dragged or moved with the arrow keys, and how cards will crop by it.
const STEP = 0.02;
const within = (share) => Math.min(Math.max(share, 0), 1);

// Cards know fifths (models.Image.focal_classes and parts.css).
const percent = (share) => `${Math.min(Math.floor(share * 5), 4) * 20 + 10}%`;

function start(place) {
  const [x, y] = ["x", "y"].map((axis) => document.getElementById(`id_focal_${axis}`));
  if (!x || !y) return;
  const picture = place.querySelector(".focus-picture");
  const mark = Object.assign(document.createElement("button"), { type: "button", className: "focus-mark" });
  const status = Object.assign(document.createElement("p"), { className: "help" });
  status.setAttribute("role", "status");
  mark.setAttribute("aria-label", "Điểm chính của ảnh: kéo, hoặc dùng các phím mũi tên");

  function draw() {
    const [left, top] = [x, y].map((box) => within(Number(box.value) || 0));
    Object.assign(mark.style, { left: `${left * 100}%`, top: `${top * 100}%` });
    for (const crop of place.querySelectorAll(".focus-crop img")) crop.style.objectPosition = `${percent(left)} ${percent(top)}`;
    status.textContent = `Cách mép trái ${Math.round(left * 100)}%, cách mép trên ${Math.round(top * 100)}%.`;
  }

  function move(left, top) {
    x.value = within(left).toFixed(3);
    y.value = within(top).toFixed(3);
    for (const box of [x, y]) box.dispatchEvent(new Event("change", { bubbles: true }));
    draw();
  }

  function follow(event) {
    const area = picture.getBoundingClientRect();
    move((event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height);
  }

  const keys = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
  mark.addEventListener("keydown", (event) => {
    const by = keys[event.key];
    if (!by) return;
    event.preventDefault();
    move(Number(x.value) + by[0], Number(y.value) + by[1]);
  });
  picture.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    picture.setPointerCapture(event.pointerId);
    follow(event);
    mark.focus();
  });
  picture.addEventListener("pointermove", (event) => {
    if (picture.hasPointerCapture(event.pointerId)) follow(event);
  });
  for (const box of [x, y]) box.addEventListener("input", draw);
  picture.append(mark);
  place.append(status);
  draw();
}

document.querySelectorAll("[data-focus]").forEach(start);
