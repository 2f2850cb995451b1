// Types of what is not written by hand: the module `mbc-build`, which the build makes from the glue of wasm-bindgen and
// the names of the files, and `VERSION`, which it fills in. Read by the type check alone.

declare module "mbc-build" {
  /** The name of a file, and what finds it beside the entry: bundlers may give it another name there. */
  type File = [string, () => URL];

  /** `index.js` has addresses and integrity of the files; `inline.js` has the engine and the packs themselves. */
  export const files: {
    version: string;
    /** The name under which the engine imports the glue. */
    imports: string;
    wasm: [File, string];
    js: [() => Promise<{ default: Instantiate }>, File];
    packs: Record<string, any>;
    /** For each language that the guide could not be loaded, and the label of the button that tries again. */
    errorMessages: Record<string, [string, string]>;
    engine: Instantiate;
  };
  /** Starts the JavaScript engine. */
  type Instantiate = (imports: Record<string, object>) => object;

  /** The glue. */
  export const imports: WebAssembly.ModuleImports;
  export function __wbg_set_wasm(exports: object): void;
  export function addPack(language: string, pack: Uint8Array): void;
  export function style(): string;
  export function fallbackPrefix(): string;
  export const Widget: new (
    host: HTMLElement,
    root: ShadowRoot,
    language: string,
    today: string,
    shell: import("./element.js").Shell,
  ) => import("./element.js").Widget;
}

declare const VERSION: string;

/** The places and the languages of the content: values of `site` and of `lang`. For `check.js`. */
declare const PLACES: string[];
declare const LANGUAGES: string[];

/** The module of the studio: its name, and its integrity. For `studio-worker.js`. */
declare const STUDIO_WASM: string;
declare const STUDIO_INTEGRITY: string;

declare module "mbc-studio" {
  /** The methods of studio/src/door.rs. */
  export class Studio {
    static open(file: Blob): Promise<Studio>;
    static openFiles(files: Record<string, Uint8Array>): Studio;
    static compare(before: string, after: string): ["same" | "gone" | "new", string][];
    leftOut(): string[];
    free(): void;
    [method: string]: any;
  }
  export default function init(module: { module_or_path: ArrayBuffer }): Promise<object>;
}
