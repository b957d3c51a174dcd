// The text area becomes an editor that colours and completes. Without it, the text area stays what it is.
import {
  EditorState, EditorView, HighlightStyle, StreamLanguage, autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap,
  closeCompletion, completionKeymap, defaultKeymap, history, historyKeymap, keymap, lineNumbers, setDiagnostics, sparql, syntaxHighlighting, tags,
} from './codemirror.js'

// Classes, so that colours are the style sheet's, in light and in dark.
const COLOURS = HighlightStyle.define([
  { tag: tags.keyword, class: 'c-keyword' },
  { tag: [tags.standard(tags.variableName), tags.standard(tags.name)], class: 'c-function' },
  { tag: [tags.local(tags.variableName), tags.special(tags.variableName)], class: 'c-variable' },
  { tag: tags.atom, class: 'c-name' },
  { tag: tags.string, class: 'c-text' },
  { tag: tags.comment, class: 'c-comment' },
  { tag: tags.meta, class: 'c-meta' },
  { tag: tags.operator, class: 'c-operator' },
])

/** The editor in the place of a text area: { text, focus, wrong }. `run` and `changed` are told of keys, and of changes by hand or not. */
export function code(area, { complete, run, changed, nonce }) {
  const label = document.querySelector(`label[for="${area.id}"]`)
  const view = new EditorView({
    state: EditorState.create({
      doc: area.value,
      extensions: [
        lineNumbers(),
        history(),
        bracketMatching(),
        closeBrackets(),
        // What is written stays, unless one chooses: Enter is a new line until an arrow has been pressed.
        autocompletion({ override: [complete], maxRenderedOptions: 60, icons: false, selectOnOpen: false }),
        StreamLanguage.define(sparql),
        syntaxHighlighting(COLOURS),
        EditorView.lineWrapping,
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({
          'aria-labelledby': label.id, 'aria-describedby': 'keys', tabindex: '0', spellcheck: 'false', autocapitalize: 'off', autocorrect: 'off',
        }),
        EditorView.updateListener.of(update => { if (update.docChanged) changed(byHand) }),
        keymap.of([
          { key: 'Mod-Enter', run: view => { closeCompletion(view); run(); return true } },
          ...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap,
        ]),
      ],
    }),
  })
  let byHand = true
  area.hidden = true
  area.required = false // a field that cannot be seen cannot be filled in
  area.after(view.dom)
  label.addEventListener('click', () => view.focus())
  return {
    get text() { return view.state.doc.toString() },
    set text(value) {
      byHand = false
      if (value !== this.text) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } })
      byHand = true
    },
    focus: () => view.focus(),
    /** Mark where the server did not understand: a line and a column from 1, or nothing. */
    wrong(message, line, column) {
      const found = []
      if (line && line <= view.state.doc.lines) {
        const at = view.state.doc.line(line)
        const from = Math.min(at.from + Math.max(0, column - 1), at.to)
        found.push({ from, to: Math.min(from + 1, view.state.doc.length), severity: 'error', message })
        view.dispatch({ selection: { anchor: from }, scrollIntoView: true })
      }
      view.dispatch(setDiagnostics(view.state, found))
    },
  }
}
