// Debian's Chromium, driven by its own protocol over two pipes, so that nothing but Chromium and Node is needed. Has
// the same functions as firefox.mjs.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const flags = ['--headless=new', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
    '--ignore-gpu-blocklist', '--remote-debugging-pipe', '--no-first-run', '--no-default-browser-check',
    '--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage',
    '--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows',
    '--disable-background-timer-throttling', 'about:blank'];

const sleep = ms => new Promise(done => setTimeout(done, ms));
const modifiers = { Alt: 1, Control: 2, Shift: 8 };

// What a keyboard says of a key; one of another layout is given as { key, code }.
function keyOf(name) {
    if (name.code) return { ...name, windowsVirtualKeyCode: name.key.toUpperCase().charCodeAt(), text: name.key };
    const codes = { Enter: 13, Escape: 27, Space: 32, ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40,
        Home: 36, End: 35, Backspace: 8, Tab: 9, Delete: 46 };
    if (name === 'Space') return { key: ' ', code: 'Space', windowsVirtualKeyCode: 32, text: ' ' };
    if (name === 'Enter') return { key: name, code: name, windowsVirtualKeyCode: 13, text: '\r' };
    if (codes[name]) return { key: name, code: name, windowsVirtualKeyCode: codes[name] };
    if (/^F\d+$/.test(name)) return { key: name, code: name, windowsVirtualKeyCode: 111 + Number(name.slice(1)) };
    const upper = name.toUpperCase();
    const code = /^[A-Z]$/.test(upper) ? 'Key' + upper : /^\d$/.test(name) ? 'Digit' + name : '';
    if (code) return { key: name, code, windowsVirtualKeyCode: upper.charCodeAt(), text: name };
    return { key: name, code: '', text: name };
}

export class Chromium {
    // The page is `width` x `height`, each of its pixels `ratio` of the screen's; downloads go to a folder.
    static async start({ width, height, ratio, touch, downloads }) {
        const browser = new Chromium();
        await browser.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
        await browser.send('Browser.grantPermissions',
            { permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'] });
        const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
        browser.sessionId = (await browser.send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
        for (const domain of ['Page', 'Runtime']) await browser.send(domain + '.enable');
        await browser.send('Page.bringToFront');
        await browser.send('Emulation.setDeviceMetricsOverride',
            { width, height, deviceScaleFactor: ratio, mobile: touch });
        if (touch) await browser.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
        return browser;
    }
    constructor() {
        this.errors = [];  // that were thrown in the page
        this.asked = [];   // the kinds of questions that it asked before it was left
        this.folder = mkdtempSync(join(tmpdir(), 'poolwalk-chromium-'));
        this.process = spawn('chromium', ['--user-data-dir=' + this.folder, ...flags],
            { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
        this.waiting = new Map();
        this.count = 0;
        let held = '';
        this.process.stdio[4].setEncoding('utf8');
        this.process.stdio[4].on('data', text => {
            const parts = (held + text).split('\0');
            held = parts.pop();
            for (const part of parts) this.take(JSON.parse(part));
        });
        this.process.on('error', error => this.end(error));
        this.process.on('exit', code => this.end(new Error(`Chromium has ended (${code})`)));
    }
    end(error) {
        this.ended = error;
        for (const { fail } of this.waiting.values()) fail(error);
        this.waiting.clear();
    }
    take(message) {
        const asked = this.waiting.get(message.id);
        this.waiting.delete(message.id);
        if (asked && message.error) asked.fail(new Error(`${asked.method}: ${message.error.message}`));
        else if (asked) asked.done(message.result);
        else this.hear(message.method, message.params);
    }
    hear(method, params) {
        if (method === 'Page.loadEventFired') this.onLoad?.();
        if (method === 'Runtime.exceptionThrown') {
            const { exception, text } = params.exceptionDetails;
            this.errors.push(exception?.description ?? text);
        }
        if (method === 'Page.javascriptDialogOpening') {
            this.asked.push(params.type);
            this.send('Page.handleJavaScriptDialog', { accept: true });
        }
    }
    send(method, params = {}) {
        return new Promise((done, fail) => {
            if (this.ended) return fail(this.ended);
            const id = ++this.count;
            this.waiting.set(id, { method, done, fail });
            this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId: this.sessionId }) + '\0');
        });
    }

    async load(method, params) {
        const loaded = new Promise(done => { this.onLoad = done; });
        await this.send(method, params);
        await loaded;
    }
    async open(url) {
        // An address that differs behind # only would not be loaded anew.
        for (const next of ['about:blank', url]) await this.load('Page.navigate', { url: next });
    }
    reload() { return this.load('Page.reload'); }
    async evaluate(expression) {
        const { result, exceptionDetails } = await this.send('Runtime.evaluate',
            { expression, awaitPromise: true, returnByValue: true, userGesture: true });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
    }
    async picture() {
        const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
        return Buffer.from(data, 'base64');
    }

    mouse(type, place, more = {}) { return this.send('Input.dispatchMouseEvent', { type, ...place, ...more }); }
    async click(place, button) {
        await this.mouse('mouseMoved', place);
        await this.mouse('mousePressed', place, { button, clickCount: 1 });
        await sleep(40);
        await this.mouse('mouseReleased', place, { button, clickCount: 1 });
    }
    async drag(places) {
        await this.mouse('mouseMoved', places[0]);
        await this.mouse('mousePressed', places[0], { button: 'left', clickCount: 1 });
        for (const place of places.slice(1)) {
            await this.mouse('mouseMoved', place, { button: 'left', buttons: 1 });
            await sleep(20);
        }
        await this.mouse('mouseReleased', places.at(-1), { button: 'left', clickCount: 1 });
    }
    wheel(place, deltaY) { return this.mouse('mouseWheel', place, { deltaX: 0, deltaY }); }
    async touch(...steps) {
        for (const points of steps) {
            const type = points === steps[0] ? 'touchStart' : points.length ? 'touchMove' : 'touchEnd';
            await this.send('Input.dispatchTouchEvent', { type, touchPoints: points });
            await sleep(40);
        }
    }
    async press(name, held) {
        const sum = held.reduce((all, one) => all + modifiers[one], 0);
        const { text, ...key } = keyOf(name);
        const typed = held.some(one => one !== 'Shift') ? {} : { text };
        const commands = held.includes('Control') && name === 'v' ? ['paste'] : [];
        await this.send('Input.dispatchKeyEvent',
            { type: typed.text ? 'keyDown' : 'rawKeyDown', modifiers: sum, commands, ...key, ...typed });
        await sleep(20);
        await this.send('Input.dispatchKeyEvent', { type: 'keyUp', modifiers: sum, ...key });
        for (const one of held)
            await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key: one, code: one + 'Left' });
    }
    // By an input method: what it shows on the way, then what is taken.
    async compose(shown, taken) {
        for (const text of shown)
            await this.send('Input.imeSetComposition',
                { text, selectionStart: text.length, selectionEnd: text.length });
        await this.send('Input.insertText', { text: taken });
    }
    async close() {
        if (this.ended) return;
        const ended = new Promise(done => this.process.once('exit', done));
        this.sessionId = undefined;
        await this.send('Browser.close').catch(() => {});
        await ended;
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    }
}
