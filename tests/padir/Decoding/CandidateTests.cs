using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

public class CandidateTests
{
    [Theory, InlineData(null, 2), InlineData(0.0, 2), InlineData(3.0, 2), InlineData(3.1, 3)]
    public void Length_normalisation_decides_between_lengths(double? alpha, int expected)
    {
        // Every word has the same cost c, so the scores are 2c/(7/6)^α and 3c/(8/6)^α. They are equal at α = ln 1.5 / ln(8/7) = 3.036.
        var decoder = new ParallelDecoder(new() { Iterations = 1, LengthAlpha = alpha }, HandMade.Tokens);
        var sentence = Assert.Single(decoder.Translate(HandMade.Saying((_, _) => (2, 0.8)), [[3, 2]], new Random(1)));
        Assert.Equal(expected, sentence.Best.Tokens.Count);
        Assert.Equal(2, sentence.Candidates.Count);
        Assert.All(sentence.Candidates, item =>
            Assert.Equal(item.Tokens.Count * Math.Log(0.8) / Math.Pow((5.0 + item.Tokens.Count) / 6, alpha ?? 0), item.Score, 5));
    }

    [Fact]
    public void Lengths_times_parallel_decodes_are_one_batch_from_different_inputs()
    {
        var model = HandMade.Saying((query, i) => (query.Tokens[i], query.Tokens[i] / 10.0));
        var decoder = new ParallelDecoder(new() { Iterations = 1, Input = InputScheme.Random, ParallelDecodes = 3 }, HandMade.Tokens);
        var sentences = decoder.Translate(model, [[4, 5], [6]], new Random(4));
        Assert.Equal([5, 5, 5, 6, 6, 6, 7, 7, 7], Assert.Single(model.Calls).Select(query => query.Tokens.Count));
        Assert.Equal([6, 3], sentences.Select(sentence => sentence.Candidates.Count));
        Assert.Equal(9, model.Calls[0].Select(query => string.Join(' ', query.Tokens)).Distinct().Count());
        Assert.All(sentences, sentence => Assert.Equal(sentence.Candidates.Max(item => item.Score), sentence.Best.Score));
        Assert.Throws<ArgumentException>(() => decoder.Translate(model, [[4], []], new Random(4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => decoder.Decode(model, [new(0, 0)], new Random(4)));
    }

    [Theory]
    [InlineData(null, "6 4 5 3", "6 4 5 3", "6 4 5 3")]
    [InlineData(2, "6 4 5 3", "4 5 3", "4 5 3")] // The first source's most probable lengths are 4 and 5; the second source has one length.
    [InlineData(1, "6 4 5 3", "4 3", "4 3")]
    [InlineData(9, "6 4 5 3", "6 4 5 3", "6 4 5 3")]
    public void After_the_first_iteration_only_the_best_candidates_of_a_source_go_on(int? kept, params string[] asked)
    {
        // Longer candidates are less probable at first, but in the end the lengths 4 and 5 change places.
        var model = HandMade.Saying((query, i) => (2, query.Positions.Count == query.Tokens.Count - 1 ? 0.9 : query.Tokens.Count == 6 ? 0.99 : 0.3));
        var decoder = new ParallelDecoder(new() { Iterations = 3, Rejecter = ConstantSchedule.Bottom(2), Update = UpdateScheme.Rejected, KeptCandidates = kept }, HandMade.Tokens);
        var sentences = decoder.Translate(model, [[6, 4, 5], [3]], new Random(1));

        Assert.Equal(asked, model.Calls.Select(call => string.Join(' ', call.Select(query => query.Tokens.Count - 1))));
        Assert.Equal(Math.Min(kept ?? 3, 3), sentences[0].Candidates.Count);
        Assert.Equal(kept == 1 ? 4 : 5, sentences[0].Best.Tokens.Count);
        Assert.Equal(3, Assert.Single(sentences[1].Candidates).Tokens.Count);
    }

    [Fact]
    public void The_same_seed_decodes_alike_and_no_candidate_changes_another()
    {
        HandMade Model() => HandMade.Saying((query, i) => (2 + ((i + query.Source) % 5), 0.4));
        var options = new DecodingOptions { Iterations = 4, Temperature = 1, Rejecter = new CosineSchedule(), ConfidenceNoise = 1, StopAtFixedPoint = true };
        string Run(int seed, params Candidate[] candidates) =>
            string.Join(' ', new ParallelDecoder(options, HandMade.Tokens).Decode(Model(), candidates, new Random(seed))[0].Tokens);
        foreach (var seed in Enumerable.Range(0, 20))
        {
            Assert.Equal(Run(seed, new Candidate(0, 6)), Run(seed, new Candidate(0, 6), new Candidate(1, 3), new Candidate(2, 9)));
        }

        Assert.NotEqual(Run(1, new Candidate(0, 6)), Run(2, new Candidate(0, 6)));
    }

    [Fact]
    public void Batches_run_together_give_the_results_of_each_alone_with_queries_deduplicated()
    {
        HandMade Model() => HandMade.Saying((query, i) => (2 + ((i + query.Source + query.Tokens[0]) % 5), 0.4));
        var basis = new DecodingOptions { Iterations = 4, Input = InputScheme.Random, Rejecter = new LinearSchedule(), Update = UpdateScheme.Rejected, LengthAlpha = 1 };
        (DecodingOptions Options, IReadOnlyList<int>[] Lengths)[] ways =
        [
            (basis, [[6, 3, 9], [5, 4]]),
            (basis, [[6, 3, 9], [5, 4]]), // the same once more, which adds no network query
            (basis with { Iterations = 2 }, [[6, 3, 9], [5, 4]]),
            (basis with { KeptCandidates = 1 }, [[6, 3, 9], [5, 4]]),
            (basis with { Temperature = 1, ConfidenceNoise = 1 }, [[6, 3, 9], [5, 4]]),
            (basis with { Rejecter = new CosineSchedule() }, [[6], [5, 4, 7]]), // fewer lengths for the first source, more for the second
        ];
        var together = Model();
        DecodingBatch[] batches = [.. ways.Select(way => new ParallelDecoder(way.Options, HandMade.Tokens).Begin(way.Lengths, together.VocabularySize, candidates => ParallelDecoder.InOrder(candidates, new Random(7)), trace: true))];
        DecodingBatch.Run(together, batches);

        List<HandMade> alone = [];
        foreach (var (way, batch) in ways.Zip(batches))
        {
            var model = Model();
            alone.Add(model);
            var expected = new ParallelDecoder(way.Options, HandMade.Tokens).Translate(model, way.Lengths, new Random(7), trace: true);
            Assert.Equal(expected.SelectMany(sentence => sentence.Candidates).Select(Shown), batch.Results().Select(Shown));
        }

        var different = Enumerable.Range(0, 4).Sum(iteration => alone.SelectMany(model => model.Calls.Skip(iteration).Take(1)).SelectMany(queries => queries).Distinct(QueryComparer.Instance).Count());
        Assert.Equal(different, together.Calls.Sum(queries => queries.Length));
        Assert.True(different < alone.Sum(model => model.Calls.Sum(queries => queries.Length)) * 0.7);
        Assert.All(together.Calls, queries => Assert.InRange(queries.Length, 1, 5)); // at most the size of the largest batch

        static string Shown(DecodedCandidate item) =>
            $"{item.Source}: {string.Join(' ', item.Tokens)} {item.Score:R} {item.Iterations} {string.Join(',', item.Trace!.Steps.SelectMany(step => step.After))}";
    }

    [Fact]
    public void Queries_with_equal_source_tokens_and_positions_are_equal()
    {
        var query = new DecodingQuery(1, [7, 8, 0], [0, 1]);
        Assert.Equal(query, query with { Tokens = [7, 8, 0], Positions = [0, 1] }, QueryComparer.Instance);
        Assert.Equal(QueryComparer.Instance.GetHashCode(query), QueryComparer.Instance.GetHashCode(query with { Tokens = [7, 8, 0] }));
        Assert.NotEqual(query, query with { Source = 2 }, QueryComparer.Instance);
        Assert.NotEqual(query, query with { Tokens = [7, 9, 0] }, QueryComparer.Instance);
        Assert.NotEqual(query, query with { Positions = [0] }, QueryComparer.Instance);
    }
}
