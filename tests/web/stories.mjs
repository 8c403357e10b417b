// Stories of the page: node stories.mjs chromium|firefox PAGE [NAME...]. A function of `stories` is a story; it gets
// a person at a fresh page.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Chromium } from './chromium.mjs';
import { Firefox } from './firefox.mjs';
import { Person } from './person.mjs';

const words = process.argv.slice(2);
const Browser = words.shift() === 'firefox' ? Firefox : Chromium;
const page = pathToFileURL(resolve(words.shift())).href;
const program = resolve('build/poolwalk');
const run = (...given) => execFileSync(program, given, { encoding: 'utf8', timeout: 60000,
    stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, POOLWALK_PAGE: resolve('build-web/poolwalk.html') } });
const folder = mkdtempSync(join(tmpdir(), 'poolwalk-stories-'));

function npy(rows, columns, value) {
    const head = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
    const header = head + ' '.repeat(63 - (10 + head.length) % 64) + '\n';
    const data = new Float32Array(rows * columns).map((_, i) => value(i));
    return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
        Buffer.from([header.length & 255, header.length >> 8]), Buffer.from(header, 'latin1'),
        Buffer.from(data.buffer)]);
}

async function edit(person, cell, text) {
    await person.click(cell);
    await person.until(cell + ' is pinned', state => state.pinned?.replace(' ', '') === cell);
    await person.type(text);
    await person.until('the field', state => state.widgets.editor);
    await person.press('Enter');
}

// For whoever reads: without a graphics card the frames are slow, the turns of the page's own work are not.
async function tellLongest(person, what) {
    const [frame, turn] = [await person.longest('Frame'), await person.longest('Turn')];
    const words = turn ? `turn ${Math.round(turn)} ms` : 'no turn of 50 ms';
    console.log(`      ${what}: longest frame ${Math.round(frame)} ms, ${words}`);
}

const stories = {
    async steps(person) {
        await person.press('ArrowRight');
        await person.until('a step done', state => state.done === 1);
        await person.press('ArrowLeft');
        await person.until('back at the start', state => state.done === 0);
        await person.press('End');
        const end = await person.until('the end', state => state.done === state.steps);
        assert.ok(end.dx.some(value => value > 0));
    },

    async plays(person) {
        await person.press('Space');
        await person.until('some steps', state => state.done >= 2, 10000);
        await person.press('Space');
        await person.until('a pause', state => !state.playing);
    },

    async drags_the_window(person) {
        await person.press('End');
        await person.until('the end', state => state.done === state.steps && !state.moving);
        // By its upper edge, two windows to the left and two up.
        await person.drag(await person.place('dX(2,2)', 0.3, 0), await person.place('dX(0,0)', 0.3, 0));
        await person.until('the first window of dX', state => state.done === state.steps / 2 + 1);
    },

    async types(person) {
        await edit(person, 'X(1,1)', '42');
        await person.until('42 in X', state => state.document.x[5] === 42 && state.undo === 1);
        await person.press('z', 'Control');
        await person.until('it is taken back', state => state.document.x[5] !== 42);
    },

    async pastes(person) {
        await person.paste('tensor([[1., 2., 3.],\n        [4., 5., 6.]])');
        const state = await person.until('the tensor', now => now.document.shape === '1x1x2x3');
        assert.deepEqual(state.document.x, [1, 2, 3, 4, 5, 6]);
    },

    async copies(person) {
        await person.press('c', 'Control');
        await person.until('it says so', state => state.notice === 'copied');
        assert.match(await person.clipboard(), /^3\.0\t7\.0\t7\.0\t1\.0\n/);
    },

    async drops(person) {
        await person.drop([{ name: 'mine.npy', bytes: npy(6, 8, i => i % 7) }]);
        const state = await person.until('the array', now => now.document.shape === '1x1x6x8');
        assert.equal(state.document.title, 'mine.npy');
    },

    async links(person) {
        await person.press('ArrowRight');
        await edit(person, 'X(0,0)', '5');
        await person.until('5 in X', state => state.document.x[0] === 5);
        await person.choose('File', 'copy_link');
        await person.until('it says so', state => state.notice === 'copied');
        const link = await person.clipboard();
        assert.ok(link.startsWith(page), link);
        await person.open(link);
        const state = await person.until('the same document', now => now.document.x[0] === 5);
        assert.equal(state.done, 1);
        // The desktop opens it, too.
        const results = join(folder, 'linked.json');
        run('export', link, '--to', results, '--force');
        assert.equal(JSON.parse(readFileSync(results)).x.data[0], 5);
    },

    async hostile_links(person) {
        for (const bad of ['#s=AAAA', '#s=' + 'A'.repeat(70000), '#s=%3Cscript%3E']) {
            await person.open(page + bad);
            const state = await person.until('a sentence', now => now.notice.includes('link: '));
            assert.equal(state.document.title, 'Ties and overlap', 'the first example is there');
        }
    },

    async carries_a_session(person) {
        const own = join(folder, 'walk.html');
        run('export', '--example', 'ties', '--ties', 'all', '--step', '12', '--to', own, '--force');
        await person.open(pathToFileURL(own).href);
        const state = await person.until('step 12', now => now.done === 12);
        assert.equal(state.document.tie_rule, 'all');
        await person.click('rules');
        await person.until('Rules', now => now.workspace === 'rules');
    },

    async exports(person) {
        const names = ['y.npy', 'walk.svg', 'x.csv', 'walk.json', 'layer.py', 'walk.tex', 'walk.png', 'walk.gif'];
        for (const name of names) {
            await person.press('e', 'Control');
            await person.until('the page for it', state => state.widgets.export_path);
            await person.click('export_path');
            await person.press('a', 'Control');
            await person.type(name);
            await person.press('Enter');
            const bytes = await person.download(name);
            assert.ok(bytes.length > 30, name);
            writeFileSync(join(folder, name), bytes);
            await person.press('Escape');
        }
        assert.equal(readFileSync(join(folder, 'walk.png'), 'latin1').slice(1, 4), 'PNG');
        assert.equal(readFileSync(join(folder, 'walk.gif'), 'latin1').slice(0, 6), 'GIF89a');
        run('run', join(folder, 'walk.json'));
        run('run', join(folder, 'y.npy'));
    },

    async remembers(person) {
        await edit(person, 'X(0,0)', '77');
        await person.until('77 in X', state => state.document.x[0] === 77);
        await person.press('s', 'Control');
        await person.until('a name is asked for', state => state.show_files && state.widgets.path);
        await person.press('a', 'Control');
        await person.type('mine');
        await person.press('Enter');
        await person.until('it is saved', state => !state.unsaved && !state.working);
        await new Promise(done => setTimeout(done, 4000));  // until the browser has put it away
        await person.open(page);
        const state = await person.until('the session', now => now.document.x[0] === 77);
        assert.match(state.file, /mine\.json$/);
    },

    async opens_by_name(person) {
        await person.open(page + '?lesson=overlap-adds');
        await person.until('the lesson', state => state.lesson);
        await person.open(page + '?example=overlap&hide=input,code');
        const state = await person.until('the example', now => now.document.title === 'Overlap, no ties');
        assert.equal(state.steps, 18);
        await person.open(page + '?example=overlap&present');
        await person.until('a presentation', now => now.presents);
    },

    async fingers(person) {
        await person.tap('X(1,1)');
        await person.until('it is pinned', state => state.pinned === 'X(1, 1)');
        await person.tap('play');
        await person.until('it plays', state => state.playing || state.done > 0);
    },

    async answers_by_touch(person) {
        await person.open(page + '?lesson=one-value');
        await person.until('its first page', state => state.lesson?.page === 0);
        await person.tap('lesson_on');
        await person.until('a question', state => state.lesson.page === 1 && state.lesson.stage === 0);
        await person.tap('X(1,1)');
        await person.until('the answer is taken', state => state.lesson.stage === 1);
        await person.tap('lesson_on');
        await person.until('the next page', state => state.lesson.page === 2);
    },

    async fits_a_telephone(person) {
        const state = await person.state();
        assert.deepEqual(state.size, [360 * 3, 640 * 3]);
        for (const name of ['play', 'next', 'X(0,0)', 'dX(3,3)']) {
            const [x, y, width, height] = state.widgets[name];
            assert.ok(x >= 0 && y >= 0 && x + width <= state.size[0] && y + height <= state.size[1], name);
        }
        await person.tap('next');
        await person.until('a step', now => now.done === 1);
    },

    async draws_what_the_program_draws(person) {
        const own = join(folder, 'shown.png'), theirs = join(folder, 'shot.png');
        const work = ['--example', 'ties', '--ties', 'all', '--step', '12'], carrying = join(folder, 'shown.html');
        run('export', ...work, '--to', carrying, '--force');
        await person.open(pathToFileURL(carrying).href);
        await person.until('step 12, at rest', state => state.done === 12 && !state.moving && !state.frames_due);
        await person.keepPicture(own);
        run('shot', ...work, '--theme', 'dark', '--size', '1440x900', '--out', theirs, '--force');
        // The picture between the panels, which show more settings there.
        const canvas = '[0]crop=740:760:310:40[a];[1]crop=740:760:310:40[b];[a][b]psnr';
        const compared = spawnSync('ffmpeg', ['-i', own, '-i', theirs, '-lavfi', canvas, '-f', 'null', '-'],
            { encoding: 'utf8' }).stderr;
        const decibels = Number(/average:([\d.]+|inf)/.exec(compared)[1].replace('inf', 'Infinity'));
        assert.ok(decibels > 32, `${decibels} dB between ${own} and ${theirs}`);
    },

    async asks_before_it_is_left(person) {
        await edit(person, 'X(0,0)', '5');
        await person.until('unsaved work', state => state.unsaved);
        await person.open(page);
        assert.deepEqual(person.browser.asked, ['beforeunload']);
    },

    async survives_a_lost_context(person) {
        await person.press('ArrowRight');
        await edit(person, 'X(0,0)', '5');
        await person.until('5 in X', state => state.document.x[0] === 5);
        await person.browser.load('Runtime.evaluate',
            { expression: `GL.currentContext.GLctx.getExtension('WEBGL_lose_context').loseContext()` });
        await person.isReady();
        const state = await person.until('the same work', now => now.document.x[0] === 5);
        assert.equal(state.done, 1);
        assert.deepEqual(person.browser.asked, []);
    },

    async speaks(person) {
        await person.press('ArrowRight');
        await person.until('a step', state => state.done === 1);
        for (let i = 0; i < 100; ++i) {
            if (/\w+.*\./.test(await person.evaluate(`document.getElementById('spoken').textContent`))) return;
            await new Promise(done => setTimeout(done, 50));
        }
        assert.fail('nothing is said');
    },

    async pinches(person) {
        const before = await person.state();
        await person.pinch('X(1,1)', 60, 180, { x: 0, y: 0 });
        const larger = await person.until('a larger picture', now => now.zoom > 1.5 * before.zoom);
        await person.pinch('X(1,1)', 100, 100, { x: 40, y: 30 });
        await person.until('it is moved', now => now.widgets['X(1,1)']?.[0] > larger.widgets['X(1,1)'][0] + 20);
    },

    async holds_a_finger_down(person) {
        await person.tapLong('X(1,1)');
        await person.until('the menu of the cell',
            state => Object.keys(state.widgets).some(name => name.startsWith('cell_menu/')));
    },

    // Letters that no key has, and a German keyboard, whose Z lies where others have their Y.
    async types_in_other_ways(person) {
        await edit(person, 'X(0,0)', '5');
        await person.until('5 in X', state => state.document.x[0] === 5);
        await person.press({ key: 'z', code: 'KeyY' }, 'Control');
        await person.until('it is taken back', state => state.document.x[0] !== 5);
        await person.press('s', 'Control');
        await person.until('a name is asked for', state => state.typing && state.widgets.path);
        await person.press('a', 'Control');
        await person.compose(['´', 'é'], 'é');
        await person.compose(['ha', 'han', 'はん'], '班');
        await person.until('the letters', state => state.typed_path === 'é班');
    },

    async trains(person) {
        await person.open(page + '?example=network-dead');
        await person.watchFrames();
        await person.until('a training', state => state.network?.epochs_done === 1000, 60000);
        await tellLongest(person, 'training');
        await person.press('End');
        await person.until('its end', state => state.network.done === state.network.steps);
        await tellLongest(person, 'its end');
    },

    async large(person) {
        const side = 4096;
        const tell = what => tellLongest(person, what);
        await person.drop([{ name: 'large.npy', bytes: npy(side, side, i => i % 251) }]);
        await person.watchFrames();
        const shape = `1x1x${side}x${side}`;
        await person.until('the array', now => now.document.shape === shape && !now.working, 60000);
        await tell('opening');
        await person.press('o');
        await person.until('another rule', now => now.document.overlap_rule !== 'accumulate' && !now.working, 60000);
        await tell('another rule');
        await person.press('End');
        await person.until('the end', now => now.done === now.steps);
        await tell('the end');
    },
};
for (const touched of ['fingers', 'answers_by_touch', 'pinches', 'holds_a_finger_down'])
    stories[touched].setting = { touch: true };
stories.fits_a_telephone.setting = { touch: true, width: 360, height: 640, ratio: 3 };

const longestMs = 120000;

async function tell(name) {
    const began = Date.now();
    let person, late;
    const isLate = new Promise((_, fail) => {
        late = setTimeout(() => fail(new Error(`not told within ${longestMs / 1000} s`)), longestMs);
    });
    try {
        person = await Person.start(Browser, stories[name].setting);
        await person.open(page + '?example=ties');
        await Promise.race([stories[name](person), isLate]);
        await person.leave();
        console.log(`ok    ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
        return true;
    } catch (error) {
        const picture = join(folder, name + '.png');
        console.log(`FAILS ${name}: ${error.stack}`);
        for (const other of person?.browser.errors ?? []) console.log(`      in the page: ${other}`);
        await person?.keepPicture(picture).catch(() => {});
        await person?.browser.close().catch(() => {});
        if (existsSync(picture)) console.log(`      its picture: ${picture}`);
        return false;
    } finally {
        clearTimeout(late);
    }
}

let failed = 0;
for (const name of words.length ? words : Object.keys(stories)) failed += !await tell(name);
process.exit(failed ? 1 : 0);
