// What a TypeScript app's handler looks like to the profiler, whatever compiled it.
interface Work {
  readonly millis: number;
}

type Sum = { total: number };

class Calculator<Result extends Sum> {
  private readonly result: Result;

  constructor(result: Result) {
    this.result = result;
  }

  calculate(work: Work): number {
    const end: number = performance.now() + work.millis;
    while (performance.now() < end) {
      for (let step = 0; step < 20000; step += 1) this.result.total += Math.sqrt(step); // @cpu
    }
    return this.result.total;
  }
}

async function pause(work: Work): Promise<void> {
  await new Promise<void>((resolve) => setTimeout(resolve, work.millis)); // @await
}

export async function typedHandler(): Promise<number> {
  const calculator = new Calculator<Sum>({ total: 0 });
  const first: number = calculator.calculate({ millis: 60 });
  await pause({ millis: 60 });
  return first + calculator.calculate({ millis: 60 });
}
