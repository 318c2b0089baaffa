using Gmlm.Attack.Inputs.Guided;
using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Report;

namespace Gmlm.Attack.Inputs;

/// <summary>
/// Gives hostile files to every reader. Each is a valid file with a few mutations drawn from a seed. A reader may only accept it or throw
/// an error that it documents, with a message of one line, within two seconds and one gibibyte. Some readers get further inputs, which
/// are guided by the code that earlier inputs reached; the quick part leaves these out.
/// </summary>
internal sealed class InputAttack : IAttack
{
    private const int Inputs = 100_000, QuickInputs = 300, GuidedInputs = 20_000;

    /// <summary>The readers whose inputs are guided too, by their names.</summary>
    public static IReadOnlyList<string> Guided { get; } =
    [
        "safetensors", "tab-separated corpus", "gzip corpus", "explore's models", "snapshot", "checkpoint's manifest",
        "SentencePiece model",
    ];

    /// <inheritdoc/>
    public string Name => "inputs";

    /// <inheritdoc/>
    public string Description => "hostile files against every reader";

    /// <inheritdoc/>
    public TimeSpan QuickTime => TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public AttackOutcome Run(AttackContext context, CancellationToken cancellation)
    {
        var count = context.Quick ? QuickInputs : context.Sample ?? Inputs;
        var state = context.Quick ? null : new InputState(context.Scratch(Name), count);
        var readers = new Readers(context.Root).All();
        var guided = context.Quick ? [] : Guided;
        var progress = new Progress(readers.Count + guided.Count, context.Say);
        var outcomes = new List<ReaderOutcome>();
        foreach (var reader in readers)
        {
            Finish(reader.Name, () => Try(reader, count, cancellation));
        }

        var folder = Path.Combine(context.Scratch(Name), "guided");
        var trial = new Lazy<GuidedTrial>(() => new(context.Root, InstrumentedProgram.In(Path.Combine(folder, "program")), folder));
        foreach (var reader in guided)
        {
            Finish(GuidedTrial.NameOf(reader), () => trial.Value.Run(reader, Math.Min(count, GuidedInputs), cancellation));
        }

        if (outcomes.Any(outcome => outcome.Faults.Count > 0 && outcome.Reader.EndsWith(GuidedTrial.NameOf(""), StringComparison.Ordinal)))
        {
            context.Say($"the first input of each fault that guidance found is kept in {Path.GetRelativePath(context.Root, folder)}");
        }

        context.Say($"peak memory of the whole process: {ThisMachine.PeakMemoryMiB():F0} MiB");
        return new AttackOutcome([.. outcomes.Select(Row)], [.. outcomes.SelectMany(Losses)]);

        void Finish(string name, Func<ReaderOutcome> run)
        {
            var outcome = state?.Find(name) ?? run();
            state?.Add(outcome);
            outcomes.Add(outcome);
            progress.Finished($"{name}: {outcome.Tried} inputs, {outcome.Faults.Values.Sum(fault => fault.Count)} of them faults");
        }
    }

    private static ReaderOutcome Try(Reader reader, int count, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("gmlm-inputs-").FullName;
        try
        {
            return new ReaderTrial(reader, folder).Run(count, cancellation);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static AttackRow Row(ReaderOutcome outcome)
    {
        var lost = outcome.Faults.Values.Sum(fault => fault.Count);
        var reached = outcome.Coverage is { } code ? $"{code.Inputs} reached something new, {code.Edges} edges in all; " : "";
        var note = FormattableString.Invariant(
            $"{reached}{outcome.Refused} refused; at most {outcome.MostSeconds:F2} s, {outcome.MostMiB:F0} MiB");
        return new AttackRow(outcome.Reader, outcome.Tried, outcome.Tried - lost, lost, note);
    }

    private static IEnumerable<Loss> Losses(ReaderOutcome outcome) => outcome.Faults.Select(fault => new Loss(
        outcome.Reader,
        $"{outcome.Reader}, {fault.Value.Count} inputs, the first is {fault.Value.First}: {fault.Key} {fault.Value.Example}".TrimEnd(),
        null));
}
