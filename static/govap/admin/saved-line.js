// The line that says, calmly, where the typed text is.
const EXPIRED = "Phiên làm việc đã hết. Chữ vẫn được giữ trên máy này. Xin đăng nhập lại";
const ANOTHER = "Trình duyệt này vừa đăng nhập bằng tài khoản khác. Chữ của anh/chị vẫn được giữ trên máy này. Xin đăng nhập lại bằng tài khoản của mình";
const OFFLINE = "Chưa nối được với máy chủ. Chữ vẫn được giữ trên máy này và sẽ tự lưu khi nối lại được.";
const DENIED = "Máy chủ không nhận lưu bài này nữa: có thể quyền hoặc tình trạng của bài đã đổi. Chữ vẫn được giữ trên máy này.";
const NOWHERE = "Chưa nối được với máy chủ và trình duyệt này không giữ được chữ: xin đừng đóng trang, hãy chép chữ ra nơi khác.";

export class SavedLine {
  #line;
  #login;

  constructor(desk) {
    this.#line = desk.querySelector("[data-saved]");
    this.#login = desk.dataset.login;
  }

  saved(at, missed) {
    this.say(`Đã lưu ${at}${missed.length ? `, trừ ${missed.join("; ")}` : ""}`, missed.length > 0);
  }

  refused(why) {
    this.say(`${why} Chữ của anh/chị còn nguyên.`, true);
  }

  offline(isKept) {
    this.say(isKept ? OFFLINE : NOWHERE, true);
  }

  denied() {
    this.say(DENIED, true);
  }

  expired() {
    this.#askForLogin(EXPIRED);
  }

  another() {
    this.#askForLogin(ANOTHER);
  }

  // The same words are not said twice: a screen reader would repeat them at every try.
  say(words, isTrouble = false) {
    this.#line.toggleAttribute("data-trouble", isTrouble);
    if (this.#line.textContent !== words) this.#line.textContent = words;
  }

  #askForLogin(words) {
    const link = Object.assign(document.createElement("a"), { href: this.#login, target: "_blank", rel: "noopener", textContent: "Đăng nhập ở thẻ mới" });
    this.#line.toggleAttribute("data-trouble", true);
    if (!this.#line.textContent.startsWith(words)) this.#line.replaceChildren(`${words}: `, link, ".");
  }
}
