'use client';

import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { IconAlertTriangle, IconDots, IconPackage, IconTruck, type Icon } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { GoodsLink } from './goods-link';
import { iconOf } from './hop-icon';
import classes from './trace-graph.module.css';
import type { TraceNode } from './trace-layout';
import { useBoxWords } from './use-trace-words';

export type BoxData = { node: TraceNode };
export type LaneData = { name: string; odd: boolean };

/** A box of the graph. What the pack left in leads to the carton or pallet, and from there down to all its packs. */
export function TraceBox({ data: { node } }: NodeProps<Node<BoxData, 'box'>>) {
  const words = useBoxWords();
  const Symbol = symbolOf(node);
  return (
    <div className={classes.stay} data-gap={node.gap || undefined} data-kind={node.kind}>
      <Handle type="target" position={Position.Left} className={classes.handle ?? ''} />
      <strong className={classes.place}>
        <Symbol size={15} stroke={1.8} aria-hidden /> <span>{words.place(node)}</span>
      </strong>
      <span className={classes.line}>{node.city}</span>
      <span className={classes.lines}>{words.time(node)}</span>
      <span className={classes.lines}>{words.what(node)}</span>
      {node.containers.length > 0 && <Stack ssccs={node.containers} />}
      <Handle type="source" position={Position.Right} className={classes.handle ?? ''} />
    </div>
  );
}

function Stack({ ssccs }: { ssccs: readonly string[] }) {
  const t = useTranslations('trace');
  return (
    <span className={classes.stack}>
      <IconPackage size={14} stroke={1.8} aria-hidden />
      {ssccs.map((sscc) => (
        <GoodsLink key={sscc} code={sscc} label={t('openContainer', { sscc })}>
          {t('inShort', { sscc: sscc.slice(-4) })}
        </GoodsLink>
      ))}
    </span>
  );
}

function symbolOf({ kind, gap, hops }: TraceNode): Icon {
  if (kind === 'FOLD') return IconDots;
  if (kind === 'AWAITED') return IconTruck;
  return gap ? IconAlertTriangle : iconOf(hops[0]!.kind);
}

/** The stripe of an organisation, behind its boxes. */
export function TraceLaneStripe({ data: { name, odd } }: NodeProps<Node<LaneData, 'lane'>>) {
  return (
    <div className={classes.lane} data-odd={odd || undefined}>
      {name || '–'}
    </div>
  );
}
