'use strict';

// Texts go in as text nodes alone: nothing that a server says becomes markup.
const text = (tag, content, className) => {
  const element = document.createElement(tag);
  element.textContent = content;
  if (className) element.className = className;
  return element;
};
const byId = (id) => document.getElementById(id);
const short = (version) => (version && version.length > 13 ? version.slice(0, 12) + '…' : version || '–');
const versionCode = (version) => {
  const code = text('code', short(version));
  code.title = version || '';
  return code;
};
const seconds = (value, before, after) => (value === null || value === undefined ? '–' : `${before}${value} s${after}`);

function secretCard(secret) {
  const card = document.createElement('li');
  card.dataset.secret = secret.name;
  card.append(text('h3', secret.name));
  const facts = document.createElement('dl');
  const fact = (name, value) => facts.append(text('dt', name), value);
  const version = text('dd', '');
  version.className = 'version';
  version.dataset.version = secret.version || '';
  version.append(versionCode(secret.version));
  fact('stage', text('dd', secret.stage || '–'));
  fact('version', version);
  fact('confirmed', text('dd', seconds(secret.ageSeconds, '', ' ago')));
  fact('next refresh', text('dd', seconds(secret.refreshInSeconds, 'in ', '')));
  fact('state', text('dd', secret.state.toLowerCase(), secret.state === 'FRESH' ? 'state' : 'state not-fresh'));
  card.append(facts);
  return card;
}

// Buttons outlive the refresh of the page, so that none vanishes under a finger or loses the focus.
const buttons = new Map();
function rotateButton(name) {
  if (!buttons.has(name)) {
    const button = text('button', `Rotate ${name}`);
    button.type = 'button';
    button.addEventListener('click', () => rotate(name, button));
    buttons.set(name, button);
  }
  return buttons.get(name);
}

async function rotate(name, button) {
  button.disabled = true;
  try {
    const answer = await fetch('rotate?secret=' + encodeURIComponent(name), { method: 'POST', headers: { 'X-Rotate': 'yes' } });
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    trouble('');
  } catch (error) {
    trouble(`Rotating ${name} failed: ${error.message}`);
  } finally {
    button.disabled = false;
  }
}

function trouble(message) {
  byId('trouble').textContent = message || '';
  byId('trouble').hidden = !message;
}

function showSecrets(secrets) {
  const cards = byId('secrets');
  const known = new Map([...cards.children].map((card) => [card.dataset.key, card]));
  const now = secrets.map((secret) => {
    const key = `${secret.name} ${secret.stage} ${secret.version && !secret.stage ? secret.version : ''}`;
    const card = secretCard(secret);
    const before = known.get(key);
    if (before) { // its button stays where it is
      before.replaceChild(card.querySelector('dl'), before.querySelector('dl'));
      return before;
    }
    card.dataset.key = key;
    if (secret.rotatable) card.append(rotateButton(secret.name));
    return card;
  });
  if (now.length !== cards.children.length || now.some((card, i) => card !== cards.children[i])) {
    cards.replaceChildren(...now);
  }
}

function showLogins(logins) {
  const most = Math.max(1, ...logins.map((login) => login.connections));
  byId('logins').replaceChildren(...logins.map((login) => {
    const row = document.createElement('li');
    const meter = document.createElement('meter');
    meter.max = most;
    meter.value = login.connections;
    meter.textContent = login.connections;
    meter.setAttribute('aria-label', 'connections');
    row.append(versionCode(login.version), meter, text('span', `${login.connections} ${login.current ? 'current' : 'retiring'}`));
    return row;
  }));
}

function showRotations(rotations) {
  if (rotations.length === 0) return;
  byId('rotations').replaceChildren(...rotations.map((rotation) => {
    const row = document.createElement('li');
    const time = text('time', new Date(rotation.at).toLocaleTimeString());
    time.dateTime = rotation.at;
    const change = text('span', '');
    change.append(versionCode(rotation.fromVersion), ' → ', versionCode(rotation.toVersion));
    row.append(time, text('strong', rotation.secret), change);
    return row;
  }));
}

async function refresh() {
  try {
    const answer = await fetch('status');
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    const status = await answer.json();
    byId('orders-taken').textContent = status.ordersTaken;
    byId('orders-failed').textContent = status.ordersFailed;
    byId('orders-failed').classList.toggle('some', status.ordersFailed > 0);
    showSecrets(status.secrets);
    showLogins(status.logins);
    showRotations(status.rotations);
    if (byId('trouble').textContent.startsWith('No news')) trouble('');
  } catch (error) {
    trouble(`No news from the server: ${error.message}`);
  }
  setTimeout(refresh, 500);
}

refresh();
