import { CaseState } from '../../domain/case/state.ts';
import { Stage } from '../../domain/invoice/stage.ts';

export interface Link {
  readonly name: string;
  readonly url: string;
}

/** Ready-made list views in Temporal's UI: saved views live in one browser only, links work for everyone. */
export function operatorLinks(uiUrl: string, namespace: string): readonly Link[] {
  const view = (name: string, query: string): Link => ({
    name,
    url: `${uiUrl}/namespaces/${namespace}/workflows?query=${encodeURIComponent(query)}`,
  });
  const running = 'ExecutionStatus="Running" AND WorkflowType="invoice"';
  const cases = 'ExecutionStatus="Running" AND WorkflowType="case"';
  const stages = [Stage.OPEN, Stage.REMINDED, Stage.NOTICED];
  const states = [CaseState.PREPARING, CaseState.REVIEWING, CaseState.PENDING, CaseState.PROCESSING];
  return [
    view('needs a person', 'ExecutionStatus="Running" AND DunwellNeeds IS NOT NULL'),
    view('all invoices under way', running),
    ...stages.map((stage) => view(stage, `${running} AND DunwellStage="${stage}"`)),
    view('LISTED, automatic (mode 20)', `${running} AND DunwellStage="LISTED" AND DunwellMode="20"`),
    view(
      'LISTED, manual (mode 30), still to approve',
      `${running} AND DunwellStage="LISTED" AND DunwellMode="30" AND DunwellApproved=false`,
    ),
    view('paused', `${running} AND DunwellHeld=true`),
    view('ended', 'WorkflowType="invoice" AND ExecutionStatus!="Running"'),
    view('all cases under way', cases),
    ...states.map((state) => view(`cases ${state}`, `${cases} AND DunwellStage="${state}"`)),
    view('cases paused', `${cases} AND DunwellHeld=true`),
    view('ended cases', 'WorkflowType="case" AND ExecutionStatus!="Running"'),
    { name: 'schedules', url: `${uiUrl}/namespaces/${namespace}/schedules` },
  ];
}
