using System.Diagnostics;

namespace Gmlm.Attack.Inputs;

/// <summary>
/// Gives one reader its hostile inputs, on separate threads. A thread that does not return is abandoned, and its input counts as a fault.
/// </summary>
/// <param name="reader">The reader.</param>
/// <param name="folder">A folder for its files, which is emptied.</param>
internal sealed class ReaderTrial(Reader reader, string folder)
{
    private const int StackBytes = 1 << 20;

    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, FaultCount> _faults = [];
    private int _tried, _refused;
    private double _mostSeconds, _mostMiB;

    /// <summary>Tries the reader's own inputs 0 … <paramref name="count"/> − 1.</summary>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public ReaderOutcome Run(int count, CancellationToken cancellation) =>
        Run(count, new InputSource(Threads: 2, reader.Input, (_, _, _) => { }), cancellation);

    /// <summary>Tries the inputs 0 … <paramref name="count"/> − 1 of a source.</summary>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public ReaderOutcome Run(int count, InputSource source, CancellationToken cancellation)
    {
        var next = -1;
        var workers = Enumerable.Range(0, source.Threads).Select(i => new Worker(Path.Combine(folder, $"{i}"))).ToList();
        workers.ForEach(worker => worker.Start(Work));
        while (workers.Any(worker => worker.IsAlive))
        {
            workers.FirstOrDefault(worker => worker.IsAlive)?.Join(TimeSpan.FromMilliseconds(200));
            foreach (var hanging in workers.Where(worker => worker.IsAlive && worker.Busy > GivenUpAfter).ToArray())
            {
                var never = $"does not end within {GivenUpAfter.TotalSeconds:F0} s";
                Count(hanging.Number, new Attempt(IsRefused: false, never, "", hanging.Busy.TotalSeconds, 0));
                workers.Remove(hanging);
                if (source.IsSerial)
                {
                    continue; // The thread that hangs would disturb what comes after it, so the series ends here.
                }

                var another = new Worker(hanging.Folder + "+");
                workers.Add(another);
                another.Start(Work);
            }
        }

        cancellation.ThrowIfCancellationRequested();
        return new ReaderOutcome(
            reader.Name, _tried, _refused, new SortedDictionary<string, FaultCount>(_faults), _mostSeconds, _mostMiB);

        void Work(Worker worker)
        {
            var read = reader.In(Directory.CreateDirectory(worker.Folder).FullName);
            while (!cancellation.IsCancellationRequested && Interlocked.Increment(ref next) is var number && number < count)
            {
                worker.Begin(number);
                var input = source.Next(number);
                var attempt = Attempt.Of(reader, read, input);
                source.Done(number, input, attempt);
                Count(number, attempt);
            }
        }
    }

    private void Count(int number, Attempt attempt)
    {
        lock (_lock)
        {
            _tried++;
            _refused += attempt.IsRefused ? 1 : 0;
            _mostSeconds = Math.Max(_mostSeconds, attempt.Seconds);
            _mostMiB = Math.Max(_mostMiB, attempt.MiB);
            if (attempt.Fault is { } fault)
            {
                var before = _faults.GetValueOrDefault(fault, new FaultCount(int.MaxValue, 0, ""));
                var (first, example) = number < before.First ? (number, attempt.Example) : (before.First, before.Example);
                _faults[fault] = new FaultCount(first, before.Count + 1, example);
            }
        }
    }

    private sealed class Worker(string folder)
    {
        private Thread? _thread;
        private long _began = Stopwatch.GetTimestamp();

        public string Folder => folder;

        public int Number { get; private set; }

        public bool IsAlive => _thread!.IsAlive;

        public TimeSpan Busy => Stopwatch.GetElapsedTime(Interlocked.Read(ref _began));

        public void Begin(int number)
        {
            Number = number;
            Interlocked.Exchange(ref _began, Stopwatch.GetTimestamp());
        }

        public void Start(Action<Worker> work)
        {
            _thread = new Thread(() => work(this), StackBytes) { IsBackground = true };
            _thread.Start();
        }

        public void Join(TimeSpan most) => _thread!.Join(most);
    }
}
