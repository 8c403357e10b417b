// Debian's Firefox, driven by Marionette. It shows WebGL 2 on a display only: run this under xvfb-run. Has the same
// functions as chromium.mjs, except touch.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const sleep = ms => new Promise(done => setTimeout(done, ms));
const keys = { Enter: '\uE007', Escape: '\uE00C', Space: ' ', ArrowLeft: '\uE012', ArrowUp: '\uE013',
    ArrowRight: '\uE014', ArrowDown: '\uE015', Home: '\uE011', End: '\uE010', Backspace: '\uE003', Tab: '\uE004',
    Delete: '\uE017', Control: '\uE009', Shift: '\uE008', Alt: '\uE00A' };
const buttons = { left: 0, middle: 1, right: 2 };

export class Firefox {
    static async start({ width, height, ratio, downloads }) {
        const browser = new Firefox({
            'marionette.port': 0, 'layout.css.devPixelsPerPx': String(ratio), 'webgl.force-enabled': true,
            'dom.events.testing.asyncClipboard': true, 'browser.shell.checkDefaultBrowser': false,
            'datareporting.policy.dataSubmissionEnabled': false, 'browser.aboutwelcome.enabled': false,
            'browser.download.folderList': 2, 'browser.download.dir': downloads,
            'browser.download.always_ask_before_handling_new_types': false, 'browser.download.alwaysOpenPanel': false,
            'app.update.auto': false, 'browser.startup.page': 0, 'browser.startup.homepage': 'about:blank' });
        await browser.connect();
        await browser.send('WebDriver:NewSession', { capabilities: { alwaysMatch:
            { unhandledPromptBehavior: 'accept', pageLoadStrategy: 'normal' } } });
        // As large as asked for inside of its frame.
        const [wide, high] = await browser.evaluate('[outerWidth - innerWidth, outerHeight - innerHeight]');
        await browser.send('WebDriver:SetWindowRect', { width: width + wide, height: height + high });
        return browser;
    }
    constructor(preferences) {
        this.errors = [];
        this.asked = [];
        this.folder = mkdtempSync(join(tmpdir(), 'poolwalk-firefox-'));
        writeFileSync(join(this.folder, 'user.js'), Object.entries(preferences)
            .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
        this.process = spawn('firefox-esr', ['--marionette', '--no-remote', '--profile', this.folder, 'about:blank'],
            { stdio: 'ignore', env: { ...process.env, LIBGL_ALWAYS_SOFTWARE: '1', MOZ_CRASHREPORTER_DISABLE: '1' } });
        this.process.on('exit', code => this.end(new Error(`Firefox has ended (${code})`)));
        this.process.on('error', error => this.end(error));
        this.waiting = new Map();
        this.count = 0;
    }
    end(error) {
        this.ended = error;
        for (const { fail } of this.waiting.values()) fail(error);
        this.waiting.clear();
    }
    async connect() {
        const told = join(this.folder, 'MarionetteActivePort');
        const port = () => existsSync(told) && Number(readFileSync(told, 'utf8'));
        for (let i = 0; !port() && !this.ended && i < 600; ++i) await sleep(100);
        let held = Buffer.alloc(0);
        await new Promise((greeted, fail) => {
            this.socket = connect(port(), '127.0.0.1');
            this.socket.on('error', fail);
            // Each message follows its length and a colon; the first is a greeting.
            this.socket.on('data', bytes => {
                held = Buffer.concat([held, bytes]);
                for (;;) {
                    const colon = held.indexOf(':');
                    const length = Number(held.subarray(0, Math.max(colon, 0)).toString());
                    if (colon < 0 || held.length < colon + 1 + length) return;
                    const message = JSON.parse(held.subarray(colon + 1, colon + 1 + length).toString());
                    held = held.subarray(colon + 1 + length);
                    if (Array.isArray(message)) this.take(message);
                    else greeted();
                }
            });
        });
    }
    take([, id, error, result]) {
        const asked = this.waiting.get(id);
        this.waiting.delete(id);
        if (error) asked.fail(new Error(`${asked.name}: ${error.message}`));
        else asked.done(result);
    }
    send(name, params = {}) {
        return new Promise((done, fail) => {
            if (this.ended) return fail(this.ended);
            const id = ++this.count;
            this.waiting.set(id, { name, done, fail });
            const text = JSON.stringify([0, id, name, params]);
            this.socket.write(`${Buffer.byteLength(text)}:${text}`);
        });
    }

    async open(url) {
        for (const next of ['about:blank', url]) await this.send('WebDriver:Navigate', { url: next });
    }
    reload() { return this.send('WebDriver:Refresh'); }
    async evaluate(expression) {
        return (await this.send('WebDriver:ExecuteScript',
            { script: `return window.eval(${JSON.stringify(expression)})`, args: [], sandbox: null })).value;
    }
    async picture() {
        const { value } = await this.send('WebDriver:TakeScreenshot', { full: false });
        return Buffer.from(value, 'base64');
    }

    act(type, id, actions) { return this.send('WebDriver:PerformActions', { actions: [{ type, id, actions }] }); }
    click(place, button) {
        return this.act('pointer', 'mouse', [moveTo(place), { type: 'pointerDown', button: buttons[button] },
            { type: 'pause', duration: 40 }, { type: 'pointerUp', button: buttons[button] }]);
    }
    drag(places) {
        const pause = { type: 'pause', duration: 20 };
        return this.act('pointer', 'mouse', [moveTo(places[0]), { type: 'pointerDown', button: 0 },
            ...places.slice(1).flatMap(place => [moveTo(place), pause]), { type: 'pointerUp', button: 0 }]);
    }
    wheel({ x, y }, deltaY) {
        return this.act('wheel', 'wheel',
            [{ type: 'scroll', x: Math.round(x), y: Math.round(y), deltaX: 0, deltaY }]);
    }
    press(name, held) {
        const key = keys[name] ?? name;
        return this.act('key', 'keyboard', [...held.map(one => ({ type: 'keyDown', value: keys[one] })),
            { type: 'keyDown', value: key }, { type: 'pause', duration: 20 }, { type: 'keyUp', value: key },
            ...held.map(one => ({ type: 'keyUp', value: keys[one] }))]);
    }
    async close() {
        if (this.ended) return;
        const ended = new Promise(done => this.process.once('exit', done));
        await this.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {});
        await ended;
        rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    }
}

function moveTo({ x, y }) { return { type: 'pointerMove', duration: 0, x: Math.round(x), y: Math.round(y) }; }
