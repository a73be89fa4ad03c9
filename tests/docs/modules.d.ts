// Modules of others and of an app that the examples import.
declare module 'vue' {
  export function ref<T>(value: T): { value: T };
  export function shallowRef<T>(value: T): { value: T };
  export function onMounted(run: () => void | Promise<void>): void;
  export function onScopeDispose(end: () => void): void;
}
declare module 'node:vm';
declare const require: (name: string) => any;
