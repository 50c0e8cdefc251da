'use strict'
const $ = id => document.getElementById(id)
let me = {}, now = {}, last = '', offered = ''

// send sends a request, and shows what went wrong.
async function send(method, path, body) {
  const answer = await fetch(path, {method, body}).catch(() => null)
  const ok = answer && answer.ok
  $('said').textContent = ok ? '' : answer ? await answer.text() : 'No connection: try again.'
  return ok
}

// sure asks before an action that cannot be undone, and tells whether to go on. The event that the
// question before was closed can come late, when this one is open.
function sure(question, yes) {
  $('question').textContent = question
  $('yes').textContent = yes
  $('sure').returnValue = 'no'
  $('sure').showModal()
  return new Promise(done => $('sure').onclose = () => {
    if (!$('sure').open) done($('sure').returnValue === 'yes')
  })
}

async function cast(seat, vote) {
  if (!await sure(`Vote “${vote}” as ${seat}? It cannot be changed.`, `Vote ${vote}`)) return
  if (await send('PUT', '/seats/' + encodeURIComponent(seat), vote)) {
    me.vote = vote
    offer()
  }
}

async function close() {
  const question = `Close the vote? ${now.seats - now.voted} of ${now.seats} seats have not voted.`
  if (await sure(question, 'Close the vote')) await send('POST', '/close')
}

// offer shows the buttons of a seat or of the chair. It keeps them as long as they are the same,
// because a button that is replaced loses the focus, and a click that has begun.
function offer() {
  const key = JSON.stringify([me, now.closed])
  if (key === offered) return
  offered = key
  const voted = ['for', 'against', 'abstain'].includes(me.vote)
  $('me').textContent = me.chair ? 'You are the chair.' :
    `You are ${me.seat}. ` + (voted ? `You have voted “${me.vote}”.` : 'You have not voted.')
  const choices = me.chair ? [['Close the vote', close]] :
    ['for', 'against', 'abstain'].map(vote => [vote, () => cast(me.seat, vote), vote])
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
  $('outcome').textContent = now.closed ? 'Closed: ' + now.outcome :
    now.certain ? 'Open, certain to be ' + now.outcome :
    now.secret ? 'Open, a secret ballot' : 'Open, possible: ' + now.outcome
  $('outcome').classList.toggle('certain', now.certain)
  $('count').textContent = now.voted + ' of ' + now.seats + ' seats have voted'
  if (now.finding) {
    $('picture').hidden = false
    $('picture').alt = now.finding
    $('picture').src = '/picture?' + now.version
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

// lost shows why the events ended, from the answer to a request, and starts again later. A
// proxy answers in place of a server that is being started.
async function lost(answer) {
  const refused = answer && answer.status >= 400 && answer.status < 500
  $('said').textContent = refused ? await answer.text() : 'No connection: what you see may be old.'
  setTimeout(start, 3000)
}

// start shows the vote, and follows it.
function start() {
  const events = new EventSource('/events')
  events.onmessage = event => {
    ({me, now} = JSON.parse(event.data))
    if (!$('sure').open) $('said').textContent = ''
    show()
  }
  events.onerror = async () => {
    if (events.readyState !== EventSource.CLOSED) { // the browser connects again
      $('said').textContent = 'No connection: what you see may be old.'
      return
    }
    const answer = await fetch('/events').catch(() => null) // an EventSource has no status
    if (answer && answer.ok) answer.body.cancel()
    lost(answer)
  }
}
start()
