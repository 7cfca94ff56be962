'use strict';

const POLL_MILLIS = 1000;
const HISTORY = 120;
const STATES = {
  LIVE: 'live', NO_OUTPUT: 'no output', NO_INPUT: 'no input', REFUSED: 'refused', STOPPED: 'stopped',
};
const NO_PICTURE = 'data:,';

const $ = id => document.getElementById(id);
const histories = new Map();
let state = {streams: [], sources: []};
let selected = null;
let shown = null;
let chosen = null;

const stream = () => state.streams.find(each => each.streamId === selected);
const path = (...parts) => '/' + parts.map(encodeURIComponent).join('/');

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text ?? '';
  return made;
}

/** Keeps one child per item, so that focus and hover survive updates. */
function fill(list, items, key, make, update) {
  const wanted = new Set(items.map(key));
  for (const child of [...list.children]) {
    if (!wanted.has(child.dataset.key)) child.remove();
  }
  items.forEach((item, place) => {
    let child = [...list.children].find(each => each.dataset.key === key(item));
    if (!child) {
      child = make(item);
      child.dataset.key = key(item);
    }
    if (list.children[place] !== child) list.insertBefore(child, list.children[place] ?? null);
    update(child, item);
  });
}

function makeStream({streamId}) {
  const item = document.createElement('li');
  const button = element('button', '');
  button.append(
    element('span', 'tally'), element('span', 'name', streamId),
    element('span', 'state'), element('span', 'numbers'));
  button.onclick = () => select(streamId);
  item.append(button);
  return item;
}

function showStream(item, figures) {
  item.className = figures.state;
  const button = item.firstChild;
  button.setAttribute('aria-current', figures.streamId === selected);
  button.querySelector('.state').textContent = STATES[figures.state];
  button.querySelector('.numbers').textContent = figures.state === 'LIVE'
    ? `${figures.framesPerSecond.toFixed(1)} fps · p99 ${figures.p99Millis.toFixed(0)} ms · ${total(figures.dropped)} dropped`
    : figures.sourceId;
}

function makeSource(card) {
  const item = document.createElement('li');
  const button = element('button', '');
  const frame = element('span', 'frame', 'no picture');
  button.append(frame, element('span', 'name', card.sourceId), element('span', 'subject'));
  button.onclick = () => { chosen = card.sourceId; render(); };
  item.append(button);
  return item;
}

function showSource(item, card) {
  const button = item.firstChild;
  const current = stream();
  const used = current && current.state !== 'STOPPED' && current.sourceId === card.sourceId;
  button.className = [
    used ? 'used' : '', chosen === card.sourceId ? 'chosen' : '', card.permitted ? '' : 'forbidden',
  ].join(' ');
  button.setAttribute('aria-pressed', chosen === card.sourceId);
  button.querySelector('.subject').textContent = card.permitted ? card.subject : 'no consent';
  if (item.dataset.version !== String(card.version)) {
    item.dataset.version = card.version;
    const picture = new Image();
    picture.alt = `Portrait of ${card.sourceId}`;
    picture.onload = () => button.querySelector('.frame').replaceChildren(picture);
    picture.src = path('sources', card.sourceId, 'thumbnail') + '?version=' + card.version;
  }
}

const total = reasons => Object.values(reasons).reduce((sum, count) => sum + count, 0);

function select(streamId) {
  selected = streamId;
  chosen = null;
  say('');
  render();
}

/**
 * An image that shows a broadcast holds a connection, so only the selected stream has them. Where
 * all places were taken, it asks again.
 */
function showPictures() {
  if (shown === selected) return;
  shown = selected;
  for (const side of ['driving', 'reenacted']) {
    const picture = $(side);
    picture.hidden = true;
    picture.onload = () => { picture.hidden = false; };
    const streamId = selected;
    const ask = () => { picture.src = path('streams', streamId, side); };
    picture.onerror = () => {
      picture.hidden = true;
      setTimeout(() => { if (streamId !== null && shown === streamId) ask(); }, POLL_MILLIS);
    };
    if (streamId === null) picture.src = NO_PICTURE;
    else ask();
  }
}

function showFigures(figures) {
  const live = figures?.state === 'LIVE';
  const number = (value, digits) => live ? value.toFixed(digits) : '–';
  $('programme').className = figures?.state ?? '';
  $('fps').textContent = number(figures?.framesPerSecond, 1);
  $('p50').textContent = number(figures?.p50Millis, 0);
  $('p95').textContent = number(figures?.p95Millis, 0);
  $('p99').textContent = number(figures?.p99Millis, 0);
  $('batch').textContent = number(figures?.batchFrames, 1);
  $('dropped').textContent = figures ? total(figures.dropped) : '–';
  $('dropped').className = figures && total(figures.dropped) > 0 ? 'warn' : '';
  $('refused').textContent = figures ? figures.refused : '–';
  $('refused').className = figures?.refused > 0 ? 'warn' : '';
  $('driving-rate').textContent = figures ? `${figures.drivingPerSecond.toFixed(1)} fps` : '';
  $('reenacted-size').textContent = figures?.widthPixels ? `${figures.widthPixels}×${figures.heightPixels}` : '';
  const reasons = Object.entries(figures?.dropped ?? {}).map(([reason, count]) => `${count} ${reason}`);
  $('detail').textContent = [
    figures?.sourceId && `source ${figures.sourceId}`, figures?.motion && `motion ${figures.motion}`,
    figures?.delivery, figures?.model, reasons.length && `dropped: ${reasons.join(', ')}`,
    figures?.notice && `last event: ${figures.notice}`,
  ].filter(Boolean).join('  ·  ');
}

function remember() {
  const known = new Set(state.streams.map(each => each.streamId));
  for (const streamId of histories.keys()) {
    if (!known.has(streamId)) histories.delete(streamId);
  }
  for (const figures of state.streams) {
    const history = histories.get(figures.streamId) ?? [];
    history.push(figures.state === 'LIVE' ? [figures.p50Millis, figures.p99Millis] : null);
    histories.set(figures.streamId, history.slice(-HISTORY));
  }
}

function showHistory() {
  const history = histories.get(selected) ?? [];
  const top = Math.max(1, ...history.filter(Boolean).map(point => point[1])) * 1.15;
  const line = index => history
    .map((point, at) => point && `${(HISTORY - history.length + at) * 2},${46 - point[index] / top * 44}`)
    .filter(Boolean).join(' ');
  $('line-p50').setAttribute('points', line(0));
  $('line-p99').setAttribute('points', line(1));
  $('history-top').textContent = history.some(Boolean) ? `top ${top.toFixed(0)} ms` : '';
}

function showControls(figures) {
  const running = figures && figures.state !== 'STOPPED';
  const card = state.sources.find(each => each.sourceId === (chosen ?? figures?.sourceId));
  $('start').disabled = !figures || running || !card?.permitted;
  $('change').disabled = !running || !chosen || !card?.permitted || chosen === figures.sourceId;
  $('stop').disabled = !running;
}

function render() {
  if (!stream()) selected = state.streams[0]?.streamId ?? null;
  $('stream-count').textContent = state.streams.length;
  $('source-count').textContent = state.sources.length;
  fill($('streams'), state.streams, each => each.streamId, makeStream, showStream);
  fill($('sources'), state.sources, each => each.sourceId, makeSource, showSource);
  showPictures();
  showFigures(stream());
  showHistory();
  showControls(stream());
}

function say(text, wrong = false) {
  $('message').textContent = text;
  $('message').classList.toggle('wrong', wrong);
}

async function command(done, ...parts) {
  try {
    const answer = await fetch(path(...parts), {method: 'POST', headers: {'X-Understudy-Control': '1'}});
    if (!answer.ok) throw new Error(await answer.text());
    say(done);
    chosen = null;
  } catch (refused) {
    say(refused.message, true);
  }
  await refresh(false);
}

$('start').onclick = () =>
  command('start sent', 'streams', selected, 'start', chosen ?? stream().sourceId);
$('change').onclick = () => command('source change sent', 'streams', selected, 'start', chosen);
$('stop').onclick = () => command('stop sent', 'streams', selected, 'stop');

async function refresh(keep) {
  try {
    const answer = await fetch('/state');
    if (!answer.ok) throw new Error(await answer.text());
    state = await answer.json();
    if (keep) remember();
    $('link').textContent = 'connected';
    $('link').className = '';
    render();
  } catch (lost) {
    $('link').textContent = 'no connection to understudy watch';
    $('link').className = 'lost';
    shown = null;
  }
}

async function run() {
  $('clock').textContent = new Date().toLocaleTimeString('en-GB');
  await refresh(true);
  setTimeout(run, POLL_MILLIS);
}

run();
