// What only a page can do for the program, and what happens on it. Part of poolwalk.html, before the program's own
// script; page_calls.cpp calls `page`, and the events go to page_events.cpp.
var page = {
    canvas: document.getElementById('canvas'),
    typed: document.getElementById('typed'),
    kept: '/poolwalk',      // the folder that the browser keeps
    keptBytes: 16 << 20,    // of a file that is put there
    ratio: 1,
    keeping: 0,
    isLeaving: false,       // by itself, without a question

    fit(out) {
        const { canvas } = page;
        page.ratio = window.devicePixelRatio || 1;
        const width = Math.max(1, Math.round(canvas.clientWidth * page.ratio));
        const height = Math.max(1, Math.round(canvas.clientHeight * page.ratio));
        if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
        out.set([width, height, page.ratio]);
    },

    // A browser grants it after a click or a key only.
    setFullscreen(full) {
        const asked = full ? document.documentElement.requestFullscreen?.()
                           : document.fullscreenElement && document.exitFullscreen?.();
        if (asked) asked.catch(() => {});
    },

    // On a screen that is touched the keyboard lies over half of the picture: it comes when it is needed.
    wantText(wanted) {
        if (wanted) page.typed.focus({ preventScroll: true });
        else if (matchMedia('(pointer: coarse)').matches) page.typed.blur();
    },

    copy(text) {
        const byHand = () => {
            const area = document.createElement('textarea');
            area.value = text;
            document.body.append(area);
            area.select();
            document.execCommand('copy');
            area.remove();
            page.typed.focus({ preventScroll: true });
        };
        if (navigator.clipboard?.writeText) navigator.clipboard.writeText(text).catch(byHand);
        else byHand();
    },

    say(text) { document.getElementById('spoken').textContent = text; },

    tellFailure(why) {
        const failure = document.getElementById('failure');
        failure.textContent = why;
        failure.hidden = !why;
    },

    // A file of the person's becomes one of the program's, and is then as if it were dropped on a window.
    async take(file) {
        const bytes = new Uint8Array(await file.arrayBuffer());
        const folder = bytes.length <= page.keptBytes ? page.kept : '/dropped';
        const path = folder + '/' + file.name.replace(/[\/\0]/g, '_');
        FS.mkdirTree(folder);
        FS.writeFile(path, bytes);
        Module.ccall('page_drop', null, ['string'], [path]);
    },

    chooseFile() {
        const input = document.createElement('input');
        input.type = 'file';
        input.accept = '.npy,.npz,.csv,.txt,.tsv,.png,.json';
        input.onchange = () => { for (const file of input.files) page.take(file); };
        input.click();
    },

    deliver(path) {
        const link = document.createElement('a');
        link.href = URL.createObjectURL(new Blob([FS.readFile(path)]));
        link.download = path.slice(path.lastIndexOf('/') + 1);
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    },

    // Into the browser's own store, after a moment in which more may follow.
    keepFiles() {
        clearTimeout(page.keeping);
        page.keeping = setTimeout(page.keepNow, 300);
    },
    keepNow() {
        clearTimeout(page.keeping);
        if (page.isKept) FS.syncfs(false, error => { if (error) console.warn('not kept: ' + error); });
    },

    // The program, compressed and in letters in the page's first script.
    async program() {
        const packed = document.getElementById('program');
        const bytes = Uint8Array.from(atob(packed.textContent), letter => letter.charCodeAt(0));
        packed.remove();
        const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
        return new Response(unpacked).arrayBuffer();
    },

    // ?lesson=NAME, ?example=NAME, ?present, ?hide=PANEL,...; a session behind "#s=", or written into the page.
    arguments() {
        const asked = new URLSearchParams(location.search);
        const list = ['--address=' + location.href.split('#')[0]];
        const link = sessionStorage.getItem('poolwalk-return') || location.hash || poolwalkLink;
        sessionStorage.removeItem('poolwalk-return');
        if (link.startsWith('#s=')) list.push('--link=' + link);
        for (const name of ['lesson', 'example', 'hide'])
            if (asked.has(name)) list.push('--' + name + '=' + asked.get(name));
        if (asked.has('present')) list.push('--present');
        return list;
    },
};

var Module = {
    canvas: page.canvas,
    arguments: page.arguments(),
    print: text => console.log(text),
    printErr: text => console.warn(text),
    instantiateWasm(imports, done) {
        page.program().then(program => WebAssembly.instantiate(program, imports))
            .then(({ instance, module }) => done(instance, module))
            .catch(error => page.tellFailure('This browser cannot run Poolwalk: ' + error.message));
        return {};
    },
    onAbort: why => page.tellFailure('Poolwalk has stopped (' + why + '). Reload the page to go on.'),
    preRun: [() => {
        ENV.HOME = page.kept;
        delete ENV.XDG_STATE_HOME;
        FS.mkdirTree(page.kept);
        FS.mount(IDBFS, {}, page.kept);
        addRunDependency('what the browser has kept');
        // In a private window there may be no store: then nothing is kept.
        FS.syncfs(true, error => {
            page.isKept = !error;
            removeRunDependency('what the browser has kept');
        });
        FS.chdir(page.kept);
    }],
};
