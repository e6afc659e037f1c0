import type { DynamicModule, Type } from '@nestjs/common';

// Metadata key of @Resolver, which @nestjs/graphql keeps to itself.
const RESOLVER = 'graphql:resolver_type';

type ModuleLike = Type | DynamicModule | { forwardRef: () => Type };

/** Every resolver class of a module and of what it imports. */
export function resolversOf(root: Type): Type[] {
  const resolvers = classesOf(root, 'providers');
  return resolvers.filter((provider) => Reflect.hasMetadata(RESOLVER, provider));
}

/** Every controller class of a module and of what it imports. */
export function controllersOf(root: Type): Type[] {
  return classesOf(root, 'controllers');
}

function classesOf(root: Type, kind: 'providers' | 'controllers'): Type[] {
  const found = new Set<unknown>();
  const seen = new Set<unknown>();
  const visit = (module: ModuleLike | undefined): void => {
    if (!module || seen.has(module)) return;
    seen.add(module);
    if ('forwardRef' in module) return visit(module.forwardRef());
    const type = 'module' in module ? module.module : module;
    const listed = [...metadata(type, kind), ...('module' in module ? (module[kind] ?? []) : [])];
    for (const item of listed) found.add(item);
    const imports = [...metadata(type, 'imports'), ...('module' in module ? (module.imports ?? []) : [])];
    for (const imported of imports) visit(imported as ModuleLike);
  };
  visit(root);
  return [...found].filter((item): item is Type => typeof item === 'function');
}

function metadata(type: Type, key: string): unknown[] {
  return (Reflect.getMetadata(key, type) as unknown[] | undefined) ?? [];
}
