'use client';

import '@xyflow/react/dist/style.css';
import {
  Background,
  Controls,
  Handle,
  Position,
  ReactFlow,
  type Edge,
  type Node,
  type NodeProps,
} from '@xyflow/react';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { useTime } from '@/lib/use-time';
import classes from './trace-graph.module.css';
import { NODE_HEIGHT, NODE_WIDTH, layoutOf, type TraceEdge, type TraceNode } from './trace-layout';
import type { Trace } from './trace.documents';
import { useHopText } from './use-trace-words';

type StayNode = Node<{ stay: TraceNode }, 'stay'>;

const NODE_TYPES = { stay: Stay };

/** The same way as a picture: a box for each stay, a broken line where nothing explains how it came there. */
export function TraceGraphView({ trace }: { trace: Trace }) {
  const t = useTranslations('trace');
  const hopText = useHopText();
  const { nodes, edges } = useMemo(() => {
    const graph = layoutOf(trace);
    return {
      nodes: graph.nodes.map((stay): StayNode => ({
        id: stay.id,
        type: 'stay',
        position: { x: stay.x, y: stay.y },
        data: { stay },
        width: NODE_WIDTH,
        height: NODE_HEIGHT,
        ariaLabel: [stay.place, ...stay.hops.map(hopText)].join(', '),
      })),
      edges: graph.edges.map((edge): Edge => edgeOf(edge, t('jump'))),
    };
  }, [trace, t, hopText]);
  return (
    <div className={classes.graph} role="group" aria-label={t('graphLabel')}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        fitView
        fitViewOptions={{ maxZoom: 1 }}
        nodesDraggable={false}
        nodesConnectable={false}
        minZoom={0.2}
        proOptions={{ hideAttribution: false }}
      >
        <Background />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function edgeOf({ id, from, to, kind }: TraceEdge, gap: string): Edge {
  return {
    id,
    source: from,
    target: to,
    focusable: false,
    ...(kind === 'JUMP' && { label: gap, className: classes.jump ?? '' }),
    ...(kind === 'DASHED' && { className: classes.dashed ?? '' }),
  };
}

function Stay({ data: { stay } }: NodeProps<StayNode>) {
  const { moment } = useTime();
  const hopText = useHopText();
  const [first, ...rest] = stay.hops;
  return (
    <div className={classes.stay} data-gap={stay.gap || undefined}>
      <Handle type="target" position={Position.Left} className={classes.handle ?? ''} />
      <strong className={classes.place}>
        {stay.gap && <IconAlertTriangle size={14} aria-hidden />} {stay.place}
      </strong>
      <span>{first && moment(first.at)}</span>
      <span className={classes.what}>
        {[first, rest.at(-1)].flatMap((hop) => (hop ? [hopText(hop)] : [])).join(' … ')}
      </span>
      <Handle type="source" position={Position.Right} className={classes.handle ?? ''} />
    </div>
  );
}
