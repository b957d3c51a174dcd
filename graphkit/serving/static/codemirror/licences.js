// Writes ../codemirror-licence.txt: the packages that codemirror.js is made of, and their licence.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const lines = ['codemirror.js is made of these packages, all under the MIT License:', '']
let terms = ''
for (const [path, { dev, version, license }] of Object.entries(packages)) {
  if (!path || dev) continue
  if (license !== 'MIT') throw new Error(`${path} is under ${license}`)
  const file = readdirSync(path).find(name => /^licen[cs]e/i.test(name))
  const text = readFileSync(`${path}/${file}`, 'utf8')
  const [, holder] = /^(Copyright [^<\n]*?)\s*</m.exec(text)
  lines.push(`${path.replace('node_modules/', '')} ${version}: ${holder}${/and others/.test(text) ? ' and others' : ''}`)
  terms = text.slice(text.indexOf('Permission'))
}
writeFileSync('../codemirror-licence.txt', [...lines, '', terms].join('\n'))
