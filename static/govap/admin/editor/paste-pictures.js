// Picture files pasted or dropped into the text: each goes into the library and then stands at its place as a figure.
import { pm } from "django-prose-editor/editor";
import { Queue, send } from "../transport.js";
import { PastePanel } from "./paste-panel.js";

export class Pictures {
  queue = new Queue();

  constructor(desk) {
    this.desk = desk;
  }

  take(files, at) {
    for (const file of files) {
      const line = PastePanel.progress(file.name);
      const id = this.desk.places.open(this.desk.view, { from: at, dom: line.dom });
      this.#queue(file, { id, line });
    }
  }

  #queue(file, place) {
    this.desk.track(new Promise((done) => { this.queue.add(() => this.#one(file, place).finally(done)); }));
  }

  async #one(file, { id, line }) {
    const { desk } = this;
    try {
      refuseOther(file);
      const { item } = await send(desk.options.library, file, { progress: line.set });
      if (desk.editor.isDestroyed) return;
      desk.places.fill(desk.view, id, () => insertFigure(desk.view, desk.places.of(desk.view.state, id).to, item));
      desk.places.close(desk.view, id);
    } catch (error) {
      if (desk.editor.isDestroyed) return;
      desk.places.close(desk.view, id);
      const again = error.isLost && (() => this.take([file], desk.view.state.selection.to));
      desk.panel.tell([named(error.message, file)], again);
    }
  }
}

function refuseOther({ name, type }) {
  if (type && !type.startsWith("image/")) throw new Error(`Tệp “${name}” không phải ảnh JPEG, PNG hoặc WebP.`);
}

function named(sentence, { name }) {
  return sentence.includes(name) ? sentence : `Ảnh “${name}” chưa vào bài. ${sentence}`;
}

// Before or after the block where it falls on its edge, else in the paragraph's middle, else after the whole.
function insertFigure(view, at, item) {
  const { tr, schema, doc } = view.state;
  const figure = figureOf(schema, item);
  const spot = doc.resolve(at);
  const edge = pm.transform.insertPoint(doc, at, figure.type);
  if (edge !== null) tr.insert(edge, figure);
  else if (spot.depth === 1 && spot.parent.type.name === "paragraph") tr.split(at).insert(at + 1, figure);
  else tr.insert(spot.after(1), figure);
  view.dispatch(tr);
}

// The caption is left to whoever writes; what the library says of the picture is drawn where the alt is empty.
function figureOf(schema, { url, alt = "", width, height }) {
  return schema.nodes.picture.create({ src: url, alt, width: width && String(width), height: height && String(height) });
}
