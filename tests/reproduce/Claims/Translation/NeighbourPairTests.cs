using CsCheck;
using Gmlm.Padir.Decoding;
using Gmlm.Reproduce.Claims.Translation;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Translation;

/// <summary>Asked of exact conditionals, the information of neighbours is the mutual information of the law.</summary>
public sealed class NeighbourPairTests
{
    private const int Words = NeighbourPair.Tried;
    private const int Positions = 3;
    private const int Hidden = Words;
    private const int End = Words + 1;

    private static readonly Gen<double[]> Law = Gen.Double[0.01, 1].Array[Words * Words * Words].Select(weights => weights.Select(weight => weight / weights.Sum()).ToArray());

    [Fact]
    public void OfExactConditionalsItIsTheMutualInformation() => Gen.Select(Law, Law).Sample(
        (first, second) =>
        {
            double[][] laws = [first, second];
            int[] hidden = [Hidden, Hidden, Hidden, End];
            var informations = NeighbourPair.Informations(new ExactModel(laws), [hidden, hidden]);
            for (var row = 0; row < laws.Length; row++)
            {
                Assert.Equal(Positions - 1, informations[row].Length);
                for (var left = 0; left + 1 < Positions; left++)
                {
                    Assert.Equal(MutualInformation(laws[row], left), informations[row][left], 1e-4); // Single precision.
                }
            }
        },
        iter: 100);

    [Fact]
    public void IndependentNeighboursHaveNone()
    {
        double[] law = [.. Enumerable.Range(0, Words * Words * Words).Select(cell => (1.0 + (cell % Words)) * (2 + (cell / Words % Words)) * (1 + (cell / Words / Words)))];
        var total = law.Sum();
        int[] hidden = [Hidden, Hidden, Hidden, End];
        Assert.All(NeighbourPair.Informations(new ExactModel([[.. law.Select(weight => weight / total)]]), [hidden])[0], information => Assert.Equal(0, information, 1e-5));
    }

    private static int Word(int cell, int position) => position switch { 0 => cell / Words / Words, 1 => cell / Words % Words, _ => cell % Words };

    private static double MutualInformation(double[] law, int left)
    {
        var (joint, one, other) = (new double[Words, Words], new double[Words], new double[Words]);
        for (var cell = 0; cell < law.Length; cell++)
        {
            joint[Word(cell, left), Word(cell, left + 1)] += law[cell];
            one[Word(cell, left)] += law[cell];
            other[Word(cell, left + 1)] += law[cell];
        }

        return Enumerable.Range(0, Words * Words).Sum(pair => joint[pair / Words, pair % Words] * Math.Log(joint[pair / Words, pair % Words] / (one[pair / Words] * other[pair % Words])));
    }

    // p(x_i | the words that are not hidden).
    private sealed class ExactModel(double[][] laws) : IDecodingModel
    {
        public int VocabularySize => End + 1;

        public void Logits(IReadOnlyList<DecodingQuery> batch, LogitsReader read)
        {
            var logits = new List<float>();
            foreach (var query in batch)
            {
                foreach (var position in query.Positions)
                {
                    var law = new double[VocabularySize];
                    for (var cell = 0; cell < laws[query.Source].Length; cell++)
                    {
                        var agrees = Enumerable.Range(0, Positions).All(i => query.Tokens[i] == Hidden || query.Tokens[i] == Word(cell, i));
                        law[Word(cell, position)] += agrees ? laws[query.Source][cell] : 0;
                    }

                    logits.AddRange(law.Select(probability => (float)Math.Log(probability)));
                }
            }

            read(logits.ToArray(), []);
        }
    }
}
