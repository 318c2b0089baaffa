using Gmlm.Reproduce.Harness.Cache;
using Gmlm.Reproduce.Report;

namespace Gmlm.Attack.Inputs;

/// <summary>
/// Gives hostile files to every reader. Each is a valid file with a few mutations drawn from a seed. A reader may only accept it or throw
/// an error
/// that it documents, with a message of one line, within two seconds and one gibibyte.
/// </summary>
internal sealed class InputAttack : IAttack
{
    private const int Inputs = 100_000, QuickInputs = 300;

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
        var progress = new Progress(readers.Count, context.Say);
        var outcomes = new List<ReaderOutcome>();
        foreach (var reader in readers)
        {
            var outcome = state?.Find(reader.Name) ?? Try(reader, count, cancellation);
            state?.Add(outcome);
            outcomes.Add(outcome);
            progress.Finished($"{reader.Name}: {outcome.Tried} inputs, {outcome.Faults.Values.Sum(fault => fault.Count)} of them faults");
        }

        context.Say($"peak memory of the whole process: {ThisMachine.PeakMemoryMiB():F0} MiB");
        return new AttackOutcome([.. outcomes.Select(Row)], [.. outcomes.SelectMany(Losses)]);
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
        var note = FormattableString.Invariant(
            $"{outcome.Refused} refused; at most {outcome.MostSeconds:F2} s, {outcome.MostMiB:F0} MiB");
        return new AttackRow(outcome.Reader, outcome.Tried, outcome.Tried - lost, lost, note);
    }

    private static IEnumerable<Loss> Losses(ReaderOutcome outcome) => outcome.Faults.Select(fault => new Loss(
        outcome.Reader,
        $"{outcome.Reader}, {fault.Value.Count} inputs, the first is {fault.Value.First}: {fault.Key} {fault.Value.Example}".TrimEnd(),
        null));
}
