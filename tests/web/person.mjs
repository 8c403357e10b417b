// A person at the page in one of the browsers: the state as the program tells it (page_state), and widgets by their
// names.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const sleep = ms => new Promise(done => setTimeout(done, ms));

export class Person {
    static async start(Browser, { width = 1440, height = 900, ratio = 1, touch = false } = {}) {
        const person = new Person();
        person.ratio = ratio;
        person.downloads = mkdtempSync(join(tmpdir(), 'poolwalk-downloads-'));
        person.browser = await Browser.start({ width, height, ratio, touch, downloads: person.downloads });
        return person;
    }

    async open(url) {
        await this.browser.open(url);
        await this.isReady();
    }
    async reload() {
        await this.browser.reload();
        await this.isReady();
    }
    evaluate(expression) { return this.browser.evaluate(expression); }
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
                throw new Error(`never: ${what}; ` +
                    JSON.stringify({ ...state, document: 0, dx: 0, widgets: 0 }).slice(0, 900));
        }
    }

    // The middle of a widget, or another part of it, in the page's own coordinates.
    async place(name, across = 0.5, down = 0.5) {
        const state = await this.until(name + ' on the screen', now => now.widgets?.[name]);
        const [x, y, width, height] = state.widgets[name].map(side => side / this.ratio);
        return { x: x + width * across, y: y + height * down };
    }
    async click(name, { button = 'left' } = {}) { await this.browser.click(await this.place(name), button); }
    drag(begin, end) {
        const on = (from, to, i) => from + (to - from) * i / 8;
        return this.browser.drag(Array.from({ length: 9 },
            (_, i) => ({ x: on(begin.x, end.x, i), y: on(begin.y, end.y, i) })));
    }
    async wheel(name, deltaY) { await this.browser.wheel(await this.place(name), deltaY); }
    async tap(name) { await this.browser.touch([await this.place(name)], []); }
    async tapLong(name, ms = 800) {
        const place = await this.place(name);
        await this.browser.touch([place]);
        await sleep(ms);
        await this.browser.touch([place], []);
    }
    // Two fingers on both sides of a widget's middle, `from` and then `to` pixels apart, moved `by` on the way.
    async pinch(name, from, to, by) {
        const { x, y } = await this.place(name);
        const fingers = part => {
            const half = (from + (to - from) * part) / 2;
            return [-half, half].map((side, id) => ({ id, x: x + side + by.x * part, y: y + by.y * part }));
        };
        await this.browser.touch(...[0, 1, 2, 3, 4].map(step => fingers(step / 4)), []);
    }
    compose(shown, taken) { return this.browser.compose(shown, taken); }
    press(name, ...held) { return this.browser.press(name, held); }
    async type(text) { for (const letter of text) await this.press(letter); }
    async choose(menu, entry) {
        await this.click('menu/' + menu);
        await this.click('menu/' + entry);
    }
    async paste(text) {
        await this.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
        await this.press('v', 'Control');
    }
    // From now on, how long no other frame comes, and how long the page is at work without a pause (from 50 ms on).
    watchFrames() {
        return this.evaluate(`(() => {
            window.longestFrame = window.longestTurn = 0;
            new PerformanceObserver(list => {
                for (const { duration } of list.getEntries())
                    window.longestTurn = Math.max(window.longestTurn, duration);
            }).observe({ type: 'longtask' });
            let last = performance.now();
            const look = now => {
                window.longestFrame = Math.max(window.longestFrame, now - last);
                last = now;
                requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        })()`);
    }
    longest(what) { return this.evaluate(`[window.longest${what}, window.longest${what} = 0][0]`); }
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
    async download(name, ms = 90000) {
        for (const end = Date.now() + ms; Date.now() < end; await sleep(50)) {
            // Firefox begins with an empty file, and fills one beside it.
            const there = readdirSync(this.downloads);
            if (!there.includes(name) || there.some(other => other.endsWith('.part'))) continue;
            const bytes = readFileSync(join(this.downloads, name));
            if (bytes.length > 0) return bytes;
        }
        throw new Error(`never downloaded: ${name}; there is ${readdirSync(this.downloads)}`);
    }
    async keepPicture(path) { writeFileSync(path, await this.browser.picture()); }
    async leave() {
        await this.browser.close();
        rmSync(this.downloads, { recursive: true, force: true });
        if (this.browser.errors.length) throw new Error('errors in the page: ' + this.browser.errors.join('; '));
    }
}
