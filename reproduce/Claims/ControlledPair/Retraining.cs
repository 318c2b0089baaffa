using Gmlm.Padir.Models;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.Training;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>
/// Trains the controlled pair's models again up to the first validation, and compares the losses with the logs of the committed models.
/// </summary>
public sealed class Retraining : Experiment
{
    private const double Allowed = 0.05;

    private static readonly string[] Models = ["controlled-ar", "controlled-padir-raw"];

    private static readonly Claim Retraced = new(
        "training-retraced",
        "T10",
        "Trained again, the models take the same course",
        Origin.Beyond,
        "our check",
        $"Trained again from their recipes, the controlled pair's models are at the first validation within {Format.Exact(Allowed)} nats a "
        + "token of where the committed models were.",
        "All of it again: data, first weights, updates, validation. Training goes on no further: what is reproducible is the course, and "
        + "`make train` runs all of it. On as many threads as the committed run had, since sums of another number differ; what may differ "
        + "still is the order of sums on another processor.",
        "The same losses against the logs' second validation.") { IsImplementation = true };

    public override string Id => "retraining";

    public override string Title => "Training again";

    public override IReadOnlyList<Claim> Claims => [Retraced];

    public override IReadOnlyList<Input> Inputs(Profile profile) => [.. Models.Select(Input.Checkpoint)];

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) =>
        new Dictionary<string, string> { ["models"] = string.Join(' ', Models) };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        if ((context.Inputs.Lacking(Inputs(context.Profile)) ?? SkippedIn(context.Profile)) is { } lacking)
        {
            return Result(context, [ClaimVerdict.Skipped(Retraced.Id, lacking)], []);
        }

        FirstLosses[] losses =
        [
            .. Models.Select((model, i) => Retrain(context, model, share => context.Report((i + share) / Models.Length))),
        ];
        return Result(
            context,
            [ClaimVerdict.Of(Retraced.Id, Compare(model => model.First), Compare(model => model.Second))],
            [.. losses.Select(model => new Metric($"loss.{model.Model}", model.Again, "nats", null, Tolerance.Absolute(Allowed)))],
            [
                new Table(
                    "retraining",
                    "The validation loss in nats a token at the first validation of a model "
                    + "trained again, and in the log of the committed one.",
                    ["model", "updates", "again", "committed", "at the next validation"],
                    [
                        .. losses.Select(model => (IReadOnlyList<string>)
                        [
                            model.Model,
                            Format.Exact(model.Updates),
                            Format.Fixed(model.Again, 3),
                            Format.Fixed(model.First, 3),
                            Format.Fixed(model.Second, 3),
                        ]),
                    ]),
            ]);

        Outcome Compare(Func<FirstLosses, double> committed) => MarginLedger.Of(
            0,
            $"{Format.Exact(Allowed)} nats are in the margin: sums in another order drift apart",
            from model in losses
            let expected = committed(model)
            select (
                Allowed - Math.Abs(model.Again - expected),
                $"{model.Model}: {Format.Fixed(model.Again, 3)} for {Format.Fixed(expected, 3)}"));
    }

    private static string? SkippedIn(Profile profile) =>
        profile == Profile.Smoke ? "training takes minutes; it is judged in the standard profile, with `make reproduce`" : null;

    private static FirstLosses Retrain(ExperimentContext context, string model, Action<double> report)
    {
        var log = context.Inputs.TrainingLog(model);
        var manifest = context.Inputs.Describe(model);
        var recipe = manifest.Recipe;
        using var threads = new TorchThreads(manifest.Threads ?? 1);
        using var work = new ScratchFolder("retraining");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.Cancellation);
        var first = new FirstValidation(recipe.Config.Training.ValidateEvery, report, stop.Cancel);
        try
        {
            TrainingJob.Run(recipe, context.Inputs.Training(work.Root), first, cancel: stop.Token);
        }
        catch (OperationCanceledException) when (!context.Cancellation.IsCancellationRequested)
        {
            // Training was stopped at its first validation.
        }

        return new FirstLosses(model, recipe.Config.Training.ValidateEvery, first.Loss, log[0], log[1]);
    }

    // The validation loss of the new training, and the first and the second one of the committed training's log.
    private sealed record FirstLosses(string Model, int Updates, double Again, double First, double Second);

    private sealed class FirstValidation(int updates, Action<double> report, Action stop) : ITrainingObserver
    {
        public double Loss { get; private set; } = double.NaN;

        public void Stage(string what)
        {
        }

        public void Distilling(double share)
        {
        }

        public void Report(TrainingProgress value)
        {
            report(Math.Min(1, (double)value.Step / updates));
            if (value.Validation is { } sums)
            {
                Loss = sums.PerToken;
                stop();
            }
        }
    }
}
