'use client';

import '@xyflow/react/dist/style.css';
import { Controls, ReactFlow, type Edge, type Node, type ReactFlowInstance } from '@xyflow/react';
import { useTranslations } from 'next-intl';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { TraceBox, TraceLaneStripe, type BoxData, type LaneData } from './trace-box';
import classes from './trace-graph.module.css';
import {
  LANE_HEIGHT,
  layoutOf,
  neighbourOf,
  NODE_HEIGHT,
  NODE_WIDTH,
  type TraceEdge,
  type TraceGraph,
  type TraceNode,
} from './trace-layout';
import type { Trace } from './trace.documents';
import { useBoxWords, type BoxWords } from './use-trace-words';

type FlowNode = Node<BoxData, 'box'> | Node<LaneData, 'lane'>;
type Flow = ReactFlowInstance<FlowNode, Edge>;

const NODE_TYPES = { box: TraceBox, lane: TraceLaneStripe };
/** Smaller, nobody reads it: then it begins at its left end, and is moved. */
const LEAST_ZOOM = 0.7;

/**
 * The same way as a picture: a stripe for each organisation, a box for each stay, a broken line where nothing explains how
 * the pack came there. Tab follows the time, arrow keys the stripes.
 */
export function TraceGraphView({ trace }: { trace: Trace }) {
  const t = useTranslations('trace');
  const words = useBoxWords();
  const frame = useRef<HTMLDivElement>(null);
  const flow = useRef<Flow>(undefined);
  const [opened, setOpened] = useState<string>();
  const [zoom, setZoom] = useState(1);
  const graph = useMemo(() => layoutOf(trace, opened), [trace, opened]);
  const nodes = useMemo(() => nodesOf(graph, words, t('box')), [graph, words, t]);
  const edges = useMemo(() => graph.edges.map((edge) => edgeOf(edge, t('jump'))), [graph, t]);

  const begin = (instance: Flow) => {
    flow.current = instance;
    const fitting = (frame.current?.clientWidth ?? 0) / graph.width;
    const begins = Math.min(1, Math.max(LEAST_ZOOM, fitting));
    setZoom(begins);
    void instance.setViewport({ x: 0, y: 0, zoom: begins });
  };
  // The box that was pressed is gone; its first stay stands in its place.
  useEffect(() => {
    if (opened === undefined) return;
    const frameId = requestAnimationFrame(() => focusBox(frame.current, opened.replace('fold', 'stay')));
    return () => cancelAnimationFrame(frameId);
  }, [opened]);
  const follow = (node: TraceNode) => {
    const seen = flow.current?.getZoom() ?? 1;
    void flow.current?.setCenter(node.x + NODE_WIDTH / 2, node.y + NODE_HEIGHT / 2, { zoom: seen });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const here = nodeAt(graph, event.target);
    if (!here) return;
    if (here.kind === 'FOLD' && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      setOpened(here.id);
    }
    const next = neighbourOf(graph.nodes, here.id, event.key);
    if (!next) return;
    event.preventDefault();
    focusBox(frame.current, next.id);
  };
  return (
    <div
      ref={frame}
      className={classes.graph}
      style={{ height: graph.height * zoom }}
      role="group"
      aria-label={t('graphLabel')}
      onKeyDown={onKeyDown}
      onFocus={({ target }) => {
        const node = target.matches(':focus-visible') && nodeAt(graph, target);
        if (node) follow(node);
      }}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        onInit={begin}
        onNodeClick={(_, { id }) => id.startsWith('fold') && setOpened(id)}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        zoomOnScroll={false}
        preventScrolling={false}
        minZoom={0.2}
        ariaLabelConfig={{
          'controls.ariaLabel': t('controls'),
          'controls.zoomIn.ariaLabel': t('zoomIn'),
          'controls.zoomOut.ariaLabel': t('zoomOut'),
          'controls.fitView.ariaLabel': t('fitView'),
        }}
      >
        <Controls showInteractive={false} position="top-right" orientation="horizontal" />
      </ReactFlow>
    </div>
  );
}

function focusBox(frame: HTMLElement | null, id: string): void {
  frame?.querySelector<HTMLElement>(`.react-flow__node[data-id="${id}"]`)?.focus();
}

function nodeAt({ nodes }: TraceGraph, target: EventTarget): TraceNode | undefined {
  const id = target instanceof HTMLElement ? target.dataset['id'] : undefined;
  return nodes.find((node) => node.id === id);
}

function nodesOf({ lanes, nodes, width }: TraceGraph, words: BoxWords, role: string): FlowNode[] {
  return [
    ...lanes.map((lane, index): FlowNode => ({
      id: lane.id,
      type: 'lane',
      position: { x: 0, y: lane.y },
      data: { name: lane.name, odd: index % 2 === 1 },
      width,
      height: LANE_HEIGHT,
      zIndex: -1,
      focusable: false,
    })),
    ...nodes.map((node): FlowNode => ({
      id: node.id,
      type: 'box',
      position: { x: node.x, y: node.y },
      data: { node },
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      focusable: true,
      ...(node.kind === 'FOLD' && { ariaRole: 'button' as const }),
      domAttributes: { 'aria-roledescription': role },
      ariaLabel: spokenOf(node, words),
    })),
  ];
}

function spokenOf(node: TraceNode, words: BoxWords): string {
  const parts = [words.place(node), node.organisation, words.time(node), words.what(node), words.stack(node)];
  return parts.filter(Boolean).join(', ');
}

function edgeOf({ id, from, to, kind }: TraceEdge, gap: string): Edge {
  return {
    id,
    source: from,
    target: to,
    ...(kind === 'JUMP' && { label: gap, className: classes.jump ?? '' }),
    ...(kind === 'DASHED' && { className: classes.dashed ?? '' }),
  };
}
