using CsCheck;
using Gmlm.Padir.Metrics;
using Xunit;

namespace Gmlm.Padir.Tests.Metrics;

public class LexicalModelTests
{
    private static readonly (string Source, string Target)[] Toys =
    [
        ("a red car", "ein rotes Auto"),
        ("a red house", "ein rotes Haus"),
        ("a small car", "ein kleines Auto"),
        ("the small house", "das kleine Haus"),
        ("the car", "das Auto"),
    ];

    private static readonly Gen<(int[] Source, int[] Target)[]> Corpora = Gen.Select(Gen.Int[0, 3].Array[1, 3], Gen.Int[10, 13].Array[1, 3]).Array[1, 4];

    [Theory, InlineData(1), InlineData(2), InlineData(4)]
    public void It_is_expectation_maximisation_over_all_alignments(int iterations) => Corpora.Sample(
        pairs =>
        {
            var (model, expected) = (Train(pairs, iterations), ByAlignments(pairs, iterations));
            foreach (var ((source, target), probability) in expected)
            {
                Assert.Equal(probability, source < 0 ? model.ProbabilityOfNone(target) : model.Probability(source, target), 1e-9);
            }
        },
        iter: 60);

    [Fact]
    public void Probabilities_sum_to_1_and_the_likelihood_never_falls() => Corpora.Sample(
        pairs =>
        {
            var before = double.NegativeInfinity;
            foreach (var iterations in Enumerable.Range(1, 6))
            {
                var model = Train(pairs, iterations);
                Assert.All(pairs.SelectMany(pair => pair.Source).Distinct(), word => Assert.Equal(1, Enumerable.Range(10, 4).Sum(target => model.Probability(word, target)), 1e-9));
                var likelihood = pairs.Sum(pair => LogProbability(model, pair.Source, pair.Target));
                Assert.True(likelihood >= before - 1e-9, $"{likelihood} < {before}");
                before = likelihood;
            }
        },
        iter: 60);

    [Theory, InlineData("car", "Auto"), InlineData("house", "Haus"), InlineData("red", "rotes"), InlineData("the", "das")]
    public void It_finds_which_word_translates_which(string source, string target)
    {
        var model = Toy();
        string[] words = [.. Toys.SelectMany(pair => pair.Target.Split(' ')).Distinct()];
        Assert.Equal(target, words.MaxBy(word => model.Probability(source, word)));
        Assert.True(model.Probability(source, target) > 0.8);
    }

    [Fact]
    public void Evidence_compares_the_best_translation_in_the_target_with_the_best_of_all()
    {
        var model = Toy();
        var evidence = model.Evidence(["a", "boat", "red", "car", "."], ["ein", "Auto"], leastSeen: 2, LexicalModel.IsWord);
        Assert.Equal(1.0, evidence[0]);
        Assert.Null(evidence[1]); // not in the training pairs
        Assert.InRange(evidence[2]!.Value, 0, 0.2); // the target hardly contains a translation of it
        Assert.Equal(1.0, evidence[3]);
        Assert.Null(evidence[4]);
        Assert.Equal([0.0], model.Evidence(["car"], [], leastSeen: 3));
        Assert.Equal([(double?)null], model.Evidence(["car"], ["Auto"], leastSeen: 4)); // the word occurs in three pairs only
        Assert.Equal((3, 0), (model.Seen("car"), model.Seen("boat")));
        Assert.Equal((0.0, 0.0), (model.Probability("car", "Boot"), model.ProbabilityOfNone("Boot")));
    }

    // ln p(target | source) of IBM Model 1, without the length.
    private static double LogProbability<T>(LexicalModel<T> model, IReadOnlyList<T> source, IReadOnlyList<T> target)
        where T : IEquatable<T> =>
        target.Sum(word => Math.Log((model.ProbabilityOfNone(word) + source.Sum(from => model.Probability(from, word))) / (source.Count + 1)));

    [Fact]
    public void Nothing_to_learn_from_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Train([([], [10]), ([1], [])], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Train([([1], [10])], 0));
    }

    private static LexicalModel<string> Toy() =>
        LexicalModel.Train(Toys.Select(pair => ((IReadOnlyList<string>)pair.Source.Split(' '), (IReadOnlyList<string>)pair.Target.Split(' '))), iterations: 30);

    private static LexicalModel<int> Train((int[] Source, int[] Target)[] pairs, int iterations) =>
        LexicalModel.Train(pairs.Select(pair => ((IReadOnlyList<int>)pair.Source, (IReadOnlyList<int>)pair.Target)), iterations);

    // Computes the posterior of every alignment explicitly: one source word, or −1 for none, for each target word.
    private static Dictionary<(int Source, int Target), double> ByAlignments((int[] Source, int[] Target)[] pairs, int iterations)
    {
        var t = pairs.SelectMany(pair => pair.Target.SelectMany(target => pair.Source.Prepend(-1).Select(source => (source, target)))).Distinct().ToDictionary(cell => cell, _ => 0.25);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            var counts = t.Keys.ToDictionary(cell => cell, _ => 0.0);
            foreach (var (source, target) in pairs)
            {
                var alignments = target.Aggregate((IEnumerable<int[]>)[[]], (all, _) => all.SelectMany(_ => source.Prepend(-1), (alignment, word) => (int[])[.. alignment, word])).ToList();
                double Weight(int[] alignment) => alignment.Zip(target).Aggregate(1.0, (product, link) => product * t[link]);
                var total = alignments.Sum(Weight);
                foreach (var alignment in alignments)
                {
                    foreach (var link in alignment.Zip(target))
                    {
                        counts[link] += Weight(alignment) / total;
                    }
                }
            }

            t = counts.ToDictionary(item => item.Key, item => item.Value / counts.Where(other => other.Key.source == item.Key.source).Sum(other => other.Value));
        }

        return t;
    }
}
