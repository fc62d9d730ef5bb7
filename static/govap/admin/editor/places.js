// Places in the text that something is still to come to. They follow what is typed meanwhile: words typed at the caret
// behind a place stay behind it, and several at one spot keep their order.
import { Plugin, pm } from "django-prose-editor/editor";

const { TextSelection, PluginKey } = pm.state;
const { Decoration, DecorationSet } = pm.view;

export class Places {
  key = new PluginKey("govapPlaces");
  last = 0;

  // `dom` is shown at the end of the range from–to until the place is closed; without it nothing is.
  open(view, { from, to = from, dom = null }) {
    const id = ++this.last;
    this.#tell(view, { open: { id, from, to, dom } });
    return id;
  }

  close(view, id) {
    this.#tell(view, { close: id });
  }

  of(state, id) {
    return this.key.getState(state).list.find((place) => place.id === id);
  }

  get plugin() {
    const { key } = this;
    return new Plugin({
      key,
      state: {
        init: () => ({ list: [], filling: 0 }),
        apply: (tr, { list, filling }) => {
          const moved = tr.docChanged ? followed(list, filling, tr.mapping) : list;
          const told = tr.getMeta(key) ?? {};
          const kept = moved.filter((place) => place.id !== told.close);
          const opened = told.open ? (told.first ? [told.open, ...kept] : [...kept, told.open]) : kept;
          return { list: opened, filling: told.filling ?? filling };
        },
      },
      props: {
        decorations: (state) => DecorationSet.create(state.doc, key.getState(state).list.flatMap(shown)),
        handleScrollToSelection: (view) => key.getState(view.state).filling < 0,
      },
    });
  }

  // Runs `insert` with the place as the selection, one step for undo. A caret that is elsewhere by now stays there, and
  // so does the page; the place then covers what came in.
  fill(view, id, insert) {
    const place = this.of(view.state, id);
    const { anchor, head, empty } = view.state.selection;
    const isHere = head >= place.from && head <= place.to && (!empty || head === place.to);
    const caret = isHere ? 0 : this.#hold(view, place, Math.min(anchor, head), Math.max(anchor, head));
    const { tr } = view.state;
    tr.setSelection(TextSelection.between(tr.doc.resolve(place.from), tr.doc.resolve(place.to)));
    view.dispatch(pm.history.closeHistory(tr).setMeta(this.key, { filling: isHere ? id : -id }));
    try {
      insert();
    } finally {
      this.#settle(view, caret);
    }
  }

  #hold(view, place, from, to) {
    const id = ++this.last;
    this.#tell(view, { open: { id, from, to, dom: null }, first: from < place.from });
    return id;
  }

  #settle(view, caret) {
    const { tr } = view.state;
    if (caret) {
      const { from, to } = this.of(view.state, caret);
      tr.setSelection(TextSelection.between(tr.doc.resolve(from), tr.doc.resolve(to)));
    }
    view.dispatch(pm.history.closeHistory(tr).setMeta(this.key, { filling: 0, close: caret }));
  }

  #tell(view, told) {
    view.dispatch(view.state.tr.setMeta(this.key, told).setMeta("addToHistory", false));
  }
}

function followed(list, filling, mapping) {
  const filled = filling ? list.findIndex((place) => place.id === Math.abs(filling)) : -1;
  return list.map((place, number) => {
    if (number === filled) return { ...place, from: mapping.map(place.from, -1), to: mapping.map(place.to, 1) };
    const side = filled < 0 || number < filled ? -1 : 1;
    const to = mapping.map(place.to, side);
    return { ...place, from: place.from === place.to ? to : Math.min(mapping.map(place.from, 1), to), to };
  });
}

function shown({ id, from, to, dom }) {
  if (!dom) return [];
  const sign = Decoration.widget(to, dom, { key: `place-${id}`, side: -1, ignoreSelection: true });
  return from < to ? [Decoration.inline(from, to, { class: "paste-replaced" }), sign] : [sign];
}
