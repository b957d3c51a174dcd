// What the editor needs of CodeMirror, and no more: package.json says of which versions.
export { EditorState } from '@codemirror/state'
export {
  EditorView,
  keymap,
  lineNumbers,
} from '@codemirror/view'
export { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
export {
  HighlightStyle,
  StreamLanguage,
  bracketMatching,
  syntaxHighlighting,
} from '@codemirror/language'
export {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete'
export { setDiagnostics } from '@codemirror/lint'
export { sparql } from '@codemirror/legacy-modes/mode/sparql'
export { tags } from '@lezer/highlight'
