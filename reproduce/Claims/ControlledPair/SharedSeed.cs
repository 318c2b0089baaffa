using Gmlm.Padir.ControlledPair;
using Gmlm.Theory.Estimation;

namespace Gmlm.Reproduce.Claims.ControlledPair;

/// <summary>What a random seed that all positions see adds to one parallel step.</summary>
public sealed class SharedSeed : ClaimExperiment
{
    private const int Runs = 4;
    private const int MostTranslations = 24;

    public override Claim Claim => new(
        "stochastic-mask", "T01b", "A seed that all positions share removes the floor of one step", Origin.Beyond,
        Source: "our statement; mixtures of products",
        Wording: "With one deterministic mask token, one parallel step is a product and loses at least the total correlation. With a seed "
            + "of $m$ values that all positions see, it is a mixture of $m$ products; the least loss falls with $m$, and is 0 when $m$ is "
            + "the number of translations.",
        Method: "Held-out sources of the controlled pair, lengths given: the closest mixture of $m$ products to the exact translations, by "
            + $"expectation–maximisation, the best of {Runs} runs. `loss.m…` is the mean over the sources.",
        ControlMethod: "Two products where one is allowed; one product where as many as translations are.");

    public override IReadOnlyDictionary<string, string> Parameters(Profile profile) => new Dictionary<string, string>
    {
        ["sources"] = Format.Count(Sources(profile)),
    };

    public override ExperimentResult Execute(ExperimentContext context)
    {
        var (check, control) = (Parts(), Parts());
        var random = context.Stream("stochastic-mask");
        FixedLengthTranslations[] sources =
        [
            .. HeldOut.Take(new ControlledGrammar(HeldOut.PairSeed), 10 * Sources(context.Profile))
                .Select(item => item.Given)
                .Where(given => given.Translations.Count is > 1 and <= MostTranslations && given.TotalCorrelation > 0.01)
                .Take(Sources(context.Profile)),
        ];
        var losses = new Dictionary<int, List<double>>();
        foreach (var (i, source) in sources.Index())
        {
            IReadOnlyList<int>[] texts = [.. source.Translations.Select(translation => translation.Tokens)];
            double[] probabilities = [.. source.Translations.Select(translation => translation.Probability)];
            var name = FormattableString.Invariant($"source #{i + 1}, {texts.Length} translations");
            var before = double.PositiveInfinity;
            foreach (var size in new[] { 1, 2, 4, 8, texts.Length }.Where(size => size <= texts.Length).Distinct())
            {
                var loss = ProductMixture.Loss(texts, probabilities, size, random, Runs);
                if (size < texts.Length)
                {
                    losses.TryAdd(size, []);
                    losses[size].Add(loss);
                }

                if (size <= 2)
                {
                    (size == 1 ? check : control).Equal("floor", source.TotalCorrelation, loss, name);
                }

                if (size == texts.Length)
                {
                    check.Equal("none-left", 0, loss, name);
                }

                check.AtMost("falls", loss, before, $"{name}, m = {size}");
                before = loss;
            }

            control.Equal("none-left", 0, source.TotalCorrelation, name);
            control.AtMost("falls", source.TotalCorrelation, before, name);
            context.Report((i + 1.0) / sources.Length);
        }

        return Decide(
            context,
            check.Outcome(),
            control.Outcome(),
            [
                .. losses.OrderBy(entry => entry.Key).Select(entry => new Metric(
                    $"loss.m{entry.Key}", entry.Value.Average(), "nats", null, Tolerance.Absolute(1e-3))),
                .. check.Metrics(),
            ]);
    }

    private static int Sources(Profile profile) => profile switch { Profile.Smoke => 20, Profile.Standard => 60, _ => 200 };

    private static MarginParts Parts() => new(1e-6, "expectation–maximisation stops when a round gains less than 1e-12");
}
