'use strict'
const $ = id => document.getElementById(id)
let me = {}, now = {}, last = ''

// send sends a request, and says what went wrong.
async function send(method, path, body) {
  const answer = await fetch(path, {method, body}).catch(() => null)
  $('said').textContent = !answer ? 'No connection: try again.' : answer.ok ? '' : await answer.text()
  return answer && answer.ok
}

// sure asks before something is done that cannot be undone.
function sure(question, yes) {
  $('question').textContent = question
  $('yes').textContent = yes
  $('sure').returnValue = 'no'
  $('sure').showModal()
  return new Promise(done => $('sure').onclose = () => done($('sure').returnValue === 'yes'))
}

async function cast(vote) {
  if (!await sure(`Vote “${vote}” as ${me.seat}? It cannot be changed.`, `Vote ${vote}`)) return
  if (await send('PUT', '/vote', vote)) me.vote = vote
  offer()
}

async function close() {
  if (await sure(`Close the vote? ${now.seats - now.voted} of ${now.seats} seats have not voted.`, 'Close the vote')) await send('POST', '/close')
}

// offer shows the buttons of a seat or of the chair.
function offer() {
  const voted = ['for', 'against', 'abstain'].includes(me.vote)
  $('me').textContent = me.chair ? 'You are the chair.' : `You are ${me.seat}. ` + (voted ? `You have voted “${me.vote}”.` : 'You have not voted.')
  const choices = me.chair ? [['Close the vote', close]] : ['for', 'against', 'abstain'].map(vote => [vote, () => cast(vote), vote])
  $('buttons').replaceChildren(...choices.map(([name, act, vote]) => {
    const button = document.createElement('button')
    button.textContent = name
    button.onclick = act
    if (vote) button.setAttribute('aria-pressed', me.vote === vote)
    button.disabled = !!now.closed || voted && !!vote
    return button
  }))
}

// show shows the state of the vote.
function show() {
  document.title = now.title
  $('title').textContent = now.title
  $('rule').textContent = now.rule
  const outcome = now.closed ? now.outcome : now.certain ? now.outcome + ' is certain' : now.secret ? 'secret' : 'possible: ' + now.outcome
  $('outcome').textContent = (now.closed ? 'Closed: ' : 'Open, ') + outcome
  $('outcome').classList.toggle('certain', now.certain)
  $('count').textContent = now.voted + ' of ' + now.seats + ' seats have voted'
  if (now.finding) { // that of a secret ballot is shown at the end, or not at all
    $('picture').hidden = false
    $('picture').alt = now.finding
    $('picture').src = '/picture?' + now.voted + now.closed
  }
  $('minutes').hidden = !now.closed
  $('record').hidden = !now.finding
  $('votes').replaceChildren(...Object.entries(now.votes || {}).map(([seat, vote]) => {
    const line = document.createElement('li')
    line.textContent = seat + ': ' + vote
    line.className = vote
    return line
  }))
  if (last !== $('outcome').textContent) {
    last = $('outcome').textContent
    const line = document.createElement('li')
    line.textContent = last
    $('seen').append(line)
  }
  offer()
}

async function start() {
  me = await (await fetch('/vote')).json()
  const events = new EventSource('/events')
  events.onmessage = event => {
    now = JSON.parse(event.data)
    if (!$('sure').open) $('said').textContent = ''
    show()
  }
  events.onerror = () => $('said').textContent = events.readyState === EventSource.CLOSED ?
    'The vote is open in too many windows: close some, and load this one again.' : 'No connection: what you see may be old.'
}
start()
