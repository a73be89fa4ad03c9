// Third-party modules and an app's own modules that the examples import.
declare module 'node:vm';
declare const require: (name: string) => any;
declare module 'vitest' {
  type Run = () => unknown;
  export function beforeAll(run: Run): void;
  export function beforeEach(run: Run): void;
  export function afterAll(run: Run): void;
  export function test(title: string, run: Run): void;
  export function expect(value: unknown): { toBe(expected: unknown): void };
  type Resolved<Call> = Call extends (...args: never[]) => Promise<infer Value> ? Value : never;
  export const vi: {
    stubGlobal(name: string, value: unknown): void;
    spyOn<T, Name extends keyof T>(
      object: T,
      name: Name,
    ): { mockResolvedValue(value: Resolved<T[Name]>): void };
    spyOn<T, Name extends keyof T>(
      object: T,
      name: Name,
      access: 'get',
    ): { mockReturnValue(value: T[Name]): void };
  };
}
declare module 'msw' {
  type Answer = (found: { request: Request }) => Response | Promise<Response>;
  export const http: { all(pattern: string, answer: Answer): object };
}
declare module 'msw/node' {
  export function setupServer(...handlers: object[]): { listen(): void; close(): void };
}
declare module '@playwright/test' {
  interface Page {
    route(pattern: string, handler: (route: any) => Promise<void>): Promise<void>;
    goto(url: string): Promise<unknown>;
    fill(selector: string, text: string): Promise<void>;
    getByRole(role: string, options?: { name: string }): { click(): Promise<void> };
  }
  export function test(title: string, run: (fixtures: { page: Page }) => unknown): void;
  export function expect(what: object): { toHaveText(text: string): Promise<void> };
}
