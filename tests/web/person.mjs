// A person at the page: the state as the program tells it (page_state), and widgets by their names.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chromium } from './chromium.mjs';

const sleep = ms => new Promise(done => setTimeout(done, ms));
const modifiers = { Alt: 1, Control: 2, Shift: 8 };

// What a keyboard says of a key.
function keyOf(name) {
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

export class Person {
    static async start({ width = 1440, height = 900, ratio = 1, touch = false } = {}) {
        const person = new Person();
        person.chromium = new Chromium();
        person.ratio = ratio;
        person.downloads = mkdtempSync(join(tmpdir(), 'poolwalk-downloads-'));
        person.errors = [];
        const { chromium, downloads } = person;
        await chromium.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
        await chromium.send('Browser.grantPermissions',
            { permissions: ['clipboardReadWrite', 'clipboardSanitizedWrite'] });
        person.tab = await chromium.tab();
        person.tab.on((method, params) => person.hear(method, params));
        for (const domain of ['Page', 'Runtime']) await person.tab.send(domain + '.enable');
        await person.tab.send('Page.bringToFront');
        await person.tab.send('Emulation.setDeviceMetricsOverride',
            { width, height, deviceScaleFactor: ratio, mobile: touch });
        if (touch) await person.tab.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 2 });
        return person;
    }
    hear(method, params) {
        if (method === 'Page.loadEventFired') this.onLoad?.();
        if (method === 'Runtime.exceptionThrown') {
            const { exception, text } = params.exceptionDetails;
            this.errors.push(exception?.description ?? text);
        }
        if (method === 'Page.javascriptDialogOpening') {
            this.asked = params.type;
            this.tab.send('Page.handleJavaScriptDialog', { accept: true });
        }
    }

    async open(url) {
        // An address that differs behind # only would not be loaded anew.
        for (const next of ['about:blank', url]) {
            const loaded = new Promise(done => { this.onLoad = done; });
            await this.tab.send('Page.navigate', { url: next });
            await loaded;
        }
        await this.isReady();
    }
    async reload() {
        const loaded = new Promise(done => { this.onLoad = done; });
        await this.tab.send('Page.reload');
        await loaded;
        await this.isReady();
    }
    async evaluate(expression) {
        const { result, exceptionDetails } = await this.tab.send('Runtime.evaluate',
            { expression, awaitPromise: true, returnByValue: true, userGesture: true });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
    }
    async isReady(ms = 60000) {
        const isUp = `!!window.Module?.calledRun && document.getElementById('failure').hidden`;
        for (const end = Date.now() + ms; !await this.evaluate(isUp).catch(() => false); await sleep(50))
            if (Date.now() > end) throw new Error('the page does not come up; it says: ' +
                await this.evaluate(`document.getElementById('failure')?.textContent`));
        await this.until('widgets', state => Object.keys(state.widgets ?? {}).length > 10);
    }

    async state() { return JSON.parse(await this.evaluate(`Module.ccall('page_state', 'string', [], [])`)); }
    async until(what, test, ms = 20000) {
        for (const end = Date.now() + ms; ; await sleep(30)) {
            const state = await this.state();
            if (test(state)) return state;
            if (Date.now() > end)
                throw new Error(`never: ${what}; ${JSON.stringify({ ...state, widgets: 0 }).slice(0, 900)}`);
        }
    }

    // The middle of a widget, or another part of it, in the page's own coordinates.
    async place(name, across = 0.5, down = 0.5) {
        const state = await this.until(name + ' on the screen', now => now.widgets?.[name]);
        const [x, y, width, height] = state.widgets[name].map(side => side / this.ratio);
        return { x: x + width * across, y: y + height * down };
    }
    mouse(type, place, more = {}) { return this.tab.send('Input.dispatchMouseEvent', { type, ...place, ...more }); }
    async click(name, { button = 'left' } = {}) {
        const place = await this.place(name);
        await this.mouse('mouseMoved', place);
        await this.mouse('mousePressed', place, { button, clickCount: 1 });
        await sleep(40);
        await this.mouse('mouseReleased', place, { button, clickCount: 1 });
    }
    async drag(begin, end) {
        await this.mouse('mouseMoved', begin);
        await this.mouse('mousePressed', begin, { button: 'left', clickCount: 1 });
        for (let i = 1; i <= 8; ++i) {
            const on = (from, to) => from + (to - from) * i / 8;
            await this.mouse('mouseMoved', { x: on(begin.x, end.x), y: on(begin.y, end.y) },
                { button: 'left', buttons: 1 });
            await sleep(20);
        }
        await this.mouse('mouseReleased', end, { button: 'left', clickCount: 1 });
    }
    async wheel(name, deltaY) { await this.mouse('mouseWheel', await this.place(name), { deltaX: 0, deltaY }); }
    touch(type, ...points) { return this.tab.send('Input.dispatchTouchEvent', { type, touchPoints: points }); }
    async tap(name) {
        const place = await this.place(name);
        await this.touch('touchStart', place);
        await sleep(40);
        await this.touch('touchEnd');
    }

    async press(name, ...held) {
        const sum = held.reduce((all, one) => all + modifiers[one], 0);
        const { text, ...key } = keyOf(name);
        const typed = held.some(one => one !== 'Shift') ? {} : { text };
        const commands = held.includes('Control') && name === 'v' ? ['paste'] : [];
        await this.tab.send('Input.dispatchKeyEvent',
            { type: typed.text ? 'keyDown' : 'rawKeyDown', modifiers: sum, commands, ...key, ...typed });
        await sleep(20);
        await this.tab.send('Input.dispatchKeyEvent', { type: 'keyUp', modifiers: sum, ...key });
    }
    async type(text) { for (const letter of text) await this.press(letter); }
    async choose(menu, entry) {
        await this.click('menu/' + menu);
        await this.click('menu/' + entry);
    }
    async paste(text) {
        await this.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
        await this.press('v', 'Control');
    }
    // From now on, how long no other frame comes.
    watchFrames() {
        return this.evaluate(`(() => {
            window.longestFrame = 0;
            let last = performance.now();
            const look = now => {
                window.longestFrame = Math.max(window.longestFrame, now - last);
                last = now;
                requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        })()`);
    }
    longestFrame() { return this.evaluate('[window.longestFrame, window.longestFrame = 0][0]'); }
    clipboard() { return this.evaluate('navigator.clipboard.readText()'); }
    // Files dropped on the canvas: [{ name, bytes }].
    drop(files) {
        const given = files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes).toString('base64') }));
        return this.evaluate(`(() => {
            const data = new DataTransfer();
            for (const { name, bytes } of ${JSON.stringify(given)})
                data.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt())], name));
            document.getElementById('canvas').dispatchEvent(
                new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
        })()`);
    }
    async download(name, ms = 20000) {
        for (const end = Date.now() + ms; Date.now() < end; await sleep(50))
            if (readdirSync(this.downloads).includes(name)) return readFileSync(join(this.downloads, name));
        throw new Error(`never downloaded: ${name}; there is ${readdirSync(this.downloads)}`);
    }
    async picture() {
        const { data } = await this.tab.send('Page.captureScreenshot', { format: 'png' });
        return Buffer.from(data, 'base64');
    }
    async keepPicture(path) { writeFileSync(path, await this.picture()); }
    async leave() {
        await this.chromium.close();
        if (this.errors.length) throw new Error('errors in the page: ' + this.errors.join('; '));
    }
}
