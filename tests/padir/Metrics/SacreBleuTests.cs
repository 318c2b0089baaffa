using System.Text.Json;
using Gmlm.Padir.Metrics;
using Xunit;

namespace Gmlm.Padir.Tests.Metrics;

/// <summary>Scores and signatures equal those of sacreBLEU 2.6.0 on every vector.</summary>
public class SacreBleuTests
{
    private const double Tolerance = 1e-6;

    public static TheoryData<string> Ids => [.. SacreBleuVectors.Cases.Keys];

    public static MatrixTheoryData<string, BleuTokenizer, bool> Settings => new(SacreBleuVectors.Cases.Keys, Enum.GetValues<BleuTokenizer>(), [false, true]);

    [Fact]
    public void TheVectorsAreAllThere() => Assert.Equal(11, SacreBleuVectors.Cases.Count);

    [Theory]
    [MemberData(nameof(Settings))]
    public void BleuAgrees(string id, BleuTokenizer tokenizer, bool lowercase)
    {
        var vector = SacreBleuVectors.Cases[id];
        var expected = vector.Expected.GetProperty($"bleu|tok:{tokenizer.Name()}|case:{(lowercase ? "lc" : "mixed")}");
        var statistics = new Bleu(tokenizer, lowercase).Evaluate(vector.Hypotheses, vector.References);
        var bleu = Bleu.Explain(statistics);

        AgreesWith(expected, statistics);
        Assert.Equal(bleu.Score, statistics.Score());
        Assert.Equal(expected.GetProperty("bp").GetDouble(), bleu.BrevityPenalty, Tolerance);
        Assert.Equal(expected.GetProperty("sys_len").GetInt64(), bleu.HypothesisLength);
        Assert.Equal(expected.GetProperty("ref_len").GetInt64(), bleu.ReferenceLength);
        Assert.All(expected.GetProperty("precisions").EnumerateArray().Zip(bleu.Precisions), pair => Assert.Equal(pair.First.GetDouble(), pair.Second, Tolerance));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void SentenceBleuAgrees(string id)
    {
        var vector = SacreBleuVectors.Cases[id];
        var expected = vector.Expected.GetProperty("sentence-bleu").Deserialize<double[]>()!;
        var scores = new Bleu(effectiveOrder: true).Evaluate(vector.Hypotheses, vector.References).SentenceScores();

        Assert.Equal(expected.Length, scores.Length);
        Assert.All(expected.Zip(scores), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ChrfAgrees(string id)
    {
        var vector = SacreBleuVectors.Cases[id];
        AgreesWith(vector.Expected.GetProperty("chrf"), new Chrf().Evaluate(vector.Hypotheses, vector.References));
        AgreesWith(vector.Expected.GetProperty("chrf++"), new Chrf(Chrf.PlusPlusOrder).Evaluate(vector.Hypotheses, vector.References));
    }

    private static void AgreesWith(JsonElement expected, CorpusStatistics statistics)
    {
        Assert.Equal(expected.GetProperty("score").GetDouble(), statistics.Score(), Tolerance);
        Assert.Equal(expected.GetProperty("signature").GetString(), statistics.Signature);
    }
}
