// Nothing is asked of YouTube before the reader presses the button.
const ADDRESS = "https://www.youtube-nocookie.com/embed/";

function play(button) {
  const frame = document.createElement("iframe");
  frame.src = `${ADDRESS}${encodeURIComponent(button.dataset.youtube)}?autoplay=1`;
  frame.title = button.dataset.title;
  frame.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  button.parentElement.replaceChildren(frame);
  frame.focus();
}

for (const button of document.querySelectorAll("button[data-youtube]")) {
  button.hidden = false;
  button.addEventListener("click", () => play(button));
}
