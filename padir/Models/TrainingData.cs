using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gmlm.Padir.ControlledPair;
using Gmlm.Padir.Corpora;
using Gmlm.Padir.Training;

namespace Gmlm.Padir.Models;

/// <summary>The data of a recipe, as token ids without end tokens.</summary>
/// <param name="Training">The training pairs.</param>
/// <param name="Validation">The validation pairs.</param>
/// <param name="MoreSources">Further training sources, whose targets are a teacher's translations.</param>
public sealed record TrainingData(
    IReadOnlyList<(int[] Source, int[] Target)> Training,
    IReadOnlyList<(int[] Source, int[] Target)> Validation,
    IReadOnlyList<int[]> MoreSources)
{
    /// <summary>Reads the data of a recipe, before distillation.</summary>
    /// <param name="recipe">The recipe, which names the data.</param>
    /// <param name="codec">Encodes the texts.</param>
    /// <param name="corpora">The library of named corpora.</param>
    /// <exception cref="CorpusException">There is no such corpus, or it is not available.</exception>
    public static TrainingData Of(Recipe recipe, TokenCodec codec, CorpusLibrary corpora)
    {
        if (recipe.IsControlled)
        {
            var pairs = new PairCorpus(new ControlledGrammar(recipe.PairSeed), recipe.PairSeed);
            return new TrainingData(
                Made(pairs, PairSplit.Train, recipe.Pairs), Made(pairs, PairSplit.Validation, recipe.ValidationPairs), []);
        }

        var direction = Direction.Parse(recipe.Direction!);
        int[][] more = recipe.MoreSources is { } texts ? [.. corpora.Texts(texts, direction.Source).Sentences.Select(codec.Encode)] : [];
        return new TrainingData(
            Encoded(corpora.Load(recipe.Data, "train", direction), codec),
            Encoded(corpora.Load(recipe.Data, "val", direction), codec),
            more);
    }

    /// <summary>The sources of training pairs, then the further sources, then the sources of validation pairs.</summary>
    public IReadOnlyList<int[]> Sources =>
        [.. Training.Select(pair => pair.Source), .. MoreSources, .. Validation.Select(pair => pair.Source)];

    /// <summary>
    /// Returns the same sources with a teacher's translations as targets. Validation pairs get them too, so that the best state is chosen
    /// by the loss that is trained.
    /// </summary>
    /// <param name="targets">One target for each of <see cref="Sources"/>. An empty target drops its pair.</param>
    public TrainingData Distilled(IReadOnlyList<int[]> targets)
    {
        static (int[], int[])[] Translated(IEnumerable<(int[] Source, int[] Target)> pairs) =>
            [.. pairs.Where(pair => pair.Target.Length > 0)];
        (int[], int[])[] pairs = [.. Sources.Zip(targets)];
        return new TrainingData(Translated(pairs[..^Validation.Count]), Translated(pairs[^Validation.Count..]), []);
    }

    /// <summary>Returns SHA-256 over the lengths and ids of examples.</summary>
    public static string Sha256(params IEnumerable<Example>[] sets)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var example in sets.SelectMany(set => set))
        {
            hash.AppendData(
                MemoryMarshal.AsBytes<int>((int[])[example.Source.Length, .. example.Source, example.Target.Length, .. example.Target]));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static (int[], int[])[] Made(PairCorpus corpus, PairSplit split, int count) =>
        [
            .. Enumerable.Range(0, count).AsParallel().AsOrdered()
                .Select(i => corpus.Pair(split, i))
                .Select(pair => (pair.Source, pair.Target)),
        ];

    private static (int[], int[])[] Encoded(ParallelText text, TokenCodec codec) =>
        [.. text.Pairs.Select(pair => (codec.Encode(pair.Source), codec.Encode(pair.Target)))];
}
