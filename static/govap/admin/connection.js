// Talks to the server for an open form. Every answer is {is, …}: "ok" with `answer`, "refused" with `why`, "expired" (the
// login ended), "another" (somebody else logged in at this browser), "denied", or "offline" (try again later).
const PATIENCE = 20_000;

export class Connection {
  constructor(form, desk) {
    this.desk = desk;
    this.token = form.elements.csrfmiddlewaretoken;
  }

  // A token that the login has replaced meanwhile is fetched anew, once.
  async post(address, data) {
    const first = await this.#send(address, data);
    if (first.is !== "denied") return first;
    const page = await this.page();
    return page.is === "ok" ? this.#send(address, data) : page;
  }

  // This form as the server shows it now: {is: "ok", document}.
  async page() {
    const response = await asked(location.pathname, { headers: { Accept: "text/html" } });
    const found = failure(response);
    if (found) return found;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const desk = page.querySelector("[data-desk]");
    if (!desk) return { is: "denied" };
    if (desk.dataset.user !== this.desk.dataset.user) return { is: "another" };
    this.token.value = desk.closest("form").elements.csrfmiddlewaretoken.value;
    return { is: "ok", document: page };
  }

  async #send(address, data) {
    data.set("csrfmiddlewaretoken", this.token.value);
    const response = await asked(address, { method: "POST", body: data, headers: { Accept: "application/json" } });
    const answer = response?.headers.get("Content-Type")?.includes("json") ? await response.json().catch(() => null) : null;
    if (answer?.why) return { is: "refused", why: answer.why };
    return failure(response) ?? (answer ? { is: "ok", answer } : { is: "offline" });
  }
}

async function asked(address, options) {
  return fetch(address, { ...options, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
}

function failure(response) {
  if (response?.type === "opaqueredirect") return { is: "expired" };
  if (response?.status === 403 || response?.status === 404) return { is: "denied" };
  return response?.ok ? null : { is: "offline" };
}
