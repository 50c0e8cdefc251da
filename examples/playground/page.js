'use strict'
const $ = id => document.getElementById(id)
const texts = ['statute', 'rule', 'votes', 'claim', 'language']
const fields = ['statute', 'rule', 'votes', 'claim', 'power']

// labels are the texts of the page in other languages, by the attribute data-label. Those in
// English are in the page.
const labels = {
  fr: {
    heading: 'Décider, expliquer, interroger', collection: 'Statut', own: 'le vôtre', language: 'Langue', rule: 'Règle',
    votes: 'Votes', claim: 'Chaque texte adopté remplit-il cette condition ?', power: 'le pouvoir de chaque siège',
    hint: 'Une ligne par partie, comme <code>Workers: 3 for, 1 against</code>, ou un appel nominal en CSV avec les ' +
      'colonnes seat, group et vote. Les sièges qui ne sont pas comptés sont en cours. Le texte des règles est en anglais.',
    always: 'Prouvé : chaque vote adopté remplit la condition.', refuted: 'Réfuté : ce vote est adopté et ne remplit pas la condition.',
  },
  es: {
    heading: 'Decidir, explicar, preguntar', collection: 'Estatuto', own: 'el propio', language: 'Idioma', rule: 'Regla',
    votes: 'Votos', claim: '¿Cumple esta condición cada texto aprobado?', power: 'el poder de cada puesto',
    hint: 'Una línea por parte, como <code>Workers: 3 for, 1 against</code>, o una votación nominal en CSV con las ' +
      'columnas seat, group y vote. Los puestos no contados siguen en curso. El texto de las reglas está en inglés.',
    always: 'Probado: cada votación aprobada cumple la condición.', refuted: 'Refutado: esta votación se aprueba y no cumple la condición.',
  },
}
const english = { always: 'Proved: every vote that is adopted meets the claim.', refuted: 'Refuted: this vote is adopted, and does not meet the claim.' }

// label returns a text in the language of the page.
function label(name) {
  return (labels[$('language').value] || english)[name]
}

// translate shows the labels in the language of the page.
function translate() {
  document.documentElement.lang = $('language').value
  for (const element of document.querySelectorAll('[data-label]')) {
    const name = element.dataset.label
    english[name] ??= element.innerHTML
    element.innerHTML = label(name)
  }
}

// start unpacks the program and runs it. It calls tripartiteReady.
async function start() {
  const packed = unpack($('program').textContent)
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
  const go = new Go()
  const { instance } = await WebAssembly.instantiate(await new Response(stream).arrayBuffer(), go.importObject)
  go.run(instance)
}

function tripartiteReady() {
  for (const name of tripartiteStatutes) $('collection').append(new Option(name, name))
  if (!restore()) load('ilo/governing-body', 'Governments: 16 for, 12 abstain\nEmployers: 14 for\nWorkers: 12 for, 2 against')
  for (const id of texts) $(id).addEventListener('input', changed)
  $('power').addEventListener('input', changed)
  $('collection').addEventListener('input', () => load($('collection').value, ''))
  addEventListener('hashchange', () => { if (location.hash !== hash) { restore(); ask() } })
  ask()
}

// load shows a statute of the collection.
function load(name, votes) {
  if (!name) return
  $('collection').value = name
  $('statute').value = tripartiteStatute(name)
  $('votes').value = votes
  $('rule').value = ''
  changed()
}

// changed asks once nobody has typed for a moment.
let waiting
function changed(event) {
  if (event && event.target === $('statute')) $('collection').value = ''
  clearTimeout(waiting)
  waiting = setTimeout(ask, 60)
}

function ask() {
  translate()
  const question = { power: $('power').checked }
  for (const id of texts) question[id] = $(id).value
  keep(question)
  const answer = JSON.parse(tripartiteAsk(JSON.stringify(question)))
  showErrors(answer.errors || [])
  $('rules').replaceChildren(...(answer.rules || []).map(rule => new Option(rule)))
  $('rule').placeholder = (answer.rules || [''])[0]
  $('outcome').textContent = answer.outcome
  $('possible').textContent = answer.possible
  $('finding').textContent = answer.finding
  $('powers').textContent = answer.power
  $('picture').innerHTML = answer.picture // the library escapes every text in it
  const reply = $('reply')
  reply.replaceChildren()
  if (answer.proved) reply.textContent = label('always')
  if (answer.reply) {
    const vote = document.createElement('pre')
    vote.textContent = answer.reply
    reply.append(label('refuted'), vote)
  }
}

// showErrors shows each error below its field. A click goes to its place.
function showErrors(errors) {
  for (const field of fields) {
    $(field + '-errors').replaceChildren(...errors.filter(e => e.field === field).map(e => {
      const line = document.createElement('p')
      line.className = 'error'
      line.textContent = (e.column ? `line ${e.line}, column ${e.column}: ` : '') + e.message
      if (e.line) line.onclick = () => select($(field), e)
      return line
    }))
  }
}

// select selects a text from the place of an error to the end of its line. Columns count
// bytes of UTF-8.
function select(box, { line, column }) {
  const lines = box.value.split('\n')
  const before = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
  const bytes = new TextEncoder().encode(lines[line - 1] || '')
  const start = before + new TextDecoder().decode(bytes.slice(0, (column || 1) - 1)).length
  box.focus()
  box.setSelectionRange(start, Math.max(start + 1, before + (lines[line - 1] || '').length))
}

// The state is in the address, so that it can be sent.
let hash = ''
function keep(question) {
  const bytes = new TextEncoder().encode(JSON.stringify(question))
  hash = '#' + btoa(Array.from(bytes, b => String.fromCharCode(b)).join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  history.replaceState(null, '', hash)
}

// unpack returns the bytes of a text in base64, in its form for addresses.
function unpack(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0))
}

function restore() {
  if (location.hash.length < 2) return false
  try {
    const question = JSON.parse(new TextDecoder().decode(unpack(location.hash.slice(1))))
    for (const id of texts) $(id).value = String(question[id] || (id === 'language' ? 'en' : ''))
    $('power').checked = question.power === true
    $('collection').value = ''
    return true
  } catch {
    return false
  }
}
