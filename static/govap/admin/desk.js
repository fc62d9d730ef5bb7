// An open form of the newsroom: nothing that was typed is lost. Puts the parts together.
import { Autosave } from "./autosave.js";
import { Connection } from "./connection.js";
import { FormState } from "./form-state.js";
import { Journal } from "./journal.js";
import { Keeper } from "./keeper.js";
import { Kept } from "./kept.js";
import { Presence } from "./presence.js";
import { SavedLine } from "./saved-line.js";
import { hold, newName, tabName } from "./tab.js";

async function open(desk) {
  const form = desk.closest("form");
  const connection = new Connection(form, desk);
  const parts = { desk, form, connection, tab: tabName() };
  if ("editable" in desk.dataset) await writing(parts);
  const presence = new Presence(parts);
  presence.beat();
  onReturn(() => presence.beat());
}

async function writing(parts) {
  const { desk, form } = parts;
  const id = newName();
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "form_id", value: id }));
  const state = new FormState(form);
  const journal = new Journal(desk.dataset.user);
  const place = () => (desk.dataset.autosave ? location.pathname : `new:${location.pathname}`);
  const keeper = new Keeper({ id, journal, state, place, changed: () => autosave.changedFields() });
  const line = new SavedLine(desk);
  const autosave = new Autosave({ ...parts, state, keeper, line });
  Object.assign(parts, { id, state, journal, keeper, line, autosave });
  if (form.querySelector(".conflicts")) autosave.stop();
  listen(parts);
  await hold(id);
  await state.ready();
  await recall(parts, place());
}

function listen({ form, autosave, keeper, line }) {
  function changed() {
    if (!autosave.isDirty()) return;
    keeper.typed();
    autosave.soon();
  }
  for (const kind of ["input", "change", "focusout"]) form.addEventListener(kind, changed);
  // The chooser of pictures tells its changes to jQuery alone.
  globalThis.django?.jQuery?.(form).on("change", changed);
  onReturn(() => autosave.now());
  addEventListener("online", () => autosave.now());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || !autosave.isDirty()) return;
    keeper.write();
    autosave.now();
  });
  beforeLeaving({ form, autosave, keeper, line });
}

// The form itself is sent only once nothing is under way: it would meet the text of its own autosave as another's.
function beforeLeaving({ form, autosave, keeper, line }) {
  let stage = "";
  form.addEventListener("submit", async (event) => {
    if (stage === "going") return;
    event.preventDefault();
    if (stage) return;
    stage = "waiting";
    const isKept = !autosave.isDirty() || (await keeper.write());
    await autosave.settle();
    stage = navigator.onLine ? "going" : "";
    if (!stage) return line.offline(isKept);
    autosave.stop();
    setTimeout(() => form.requestSubmit(event.submitter)); // not inside this event, where a form ignores it
  });
  addEventListener("pageshow", () => { stage = ""; });
  addEventListener("beforeunload", (event) => {
    if (stage !== "going" && keeper.isBehind && autosave.isDirty()) event.preventDefault();
  });
}

async function recall({ desk, form, id, state, journal, keeper, autosave }, place) {
  try {
    for (const done of (desk.dataset.done ?? "").split(" ").filter(Boolean)) await journal.remove(done);
    if ("unsaved" in desk.dataset) await keeper.write(); // shown again with mistakes: the server has none of it
    await new Kept({ form, state, journal, id, takeBack }).look(place);
  } catch {
    // A browser that keeps nothing has nothing to give back; the server's copy works all the same.
  }

  // True once the server has it too.
  async function takeBack(entry) {
    if (autosave.isNew) form.elements.form_id.value = entry.id;
    await autosave.now(); // what was typed since goes into the history first
    state.fill(entry.state);
    state.setBase(entry.base, entry.baseContent);
    await keeper.write();
    await autosave.asFurther();
    return autosave.outcome === "ok";
  }
}

function onReturn(act) {
  addEventListener("focus", act);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && act());
}

const desk = document.querySelector("[data-desk]");
if (desk) open(desk);
