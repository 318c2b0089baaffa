using Gmlm.Padir.Autoregressive;
using Gmlm.Padir.Decoding;
using Gmlm.Padir.Models;

namespace Gmlm.Reproduce.Claims.Translation;

/// <summary>Translates a test set with the checkpoints. Each translation is made once in a run, for all tables that need it.</summary>
/// <param name="context">The context, with the checkpoints.</param>
/// <param name="test">The test set.</param>
internal sealed class CheckpointTranslator(ExperimentContext context, TestSet test)
{
    /// <summary>The exponent α of the length normalisation in beam search.</summary>
    public const double BeamAlpha = 1;

    /// <summary>Autoregressive translations; a beam of 1 is greedy.</summary>
    public SystemOutput Autoregressive(string model, int beam) => Once(model, $"beam {beam}", (translator, codec) =>
    {
        var options = new AutoregressiveOptions { BeamWidth = beam, LengthAlpha = beam > 1 ? BeamAlpha : null };
        var targets = translator.Autoregressive(Sources(codec), options, cancel: context.Cancellation);
        return new SystemOutput(
            beam > 1 ? $"ar.beam{beam}" : "ar.greedy",
            beam > 1 ? $"AR, beam {beam}" : "AR, greedy",
            Texts(codec, targets.Select(target => target.Tokens)),
            [.. targets.Select(target => target.Tokens)],
            [],
            test.References);
    });

    /// <summary>Parallel translations, with their traces.</summary>
    /// <param name="model">A parallel checkpoint.</param>
    /// <param name="name">The name of the system (<see cref="SystemOutput.Name"/>).</param>
    /// <param name="label">The label of the system.</param>
    /// <param name="loop">The decoding loop.</param>
    public SystemOutput Parallel(string model, string name, string label, DecodingOptions loop) =>
        Once(
            model,
            $"{name} {loop}",
            (translator, codec) => Parallel(translator, codec, [(name, label, new ParallelSettings { Loop = loop })])[0]);

    /// <summary>
    /// Parallel translations of several decoding ablations, one system each. Identical decoder queries are deduplicated across them.
    /// </summary>
    /// <param name="model">A parallel checkpoint.</param>
    /// <param name="ablations">The ablations.</param>
    /// <param name="loop">The decoding loop before the changes.</param>
    /// <param name="teacher">The autoregressive checkpoint that chooses among the candidates if an ablation asks for rescoring.</param>
    public SystemOutput[] Parallel(string model, IReadOnlyList<DecodingAblation> ablations, DecodingOptions loop, string teacher) =>
        Once(model, $"{string.Join(' ', ablations.Select(ablation => ablation.System))} {loop}", (translator, codec) =>
    {
        using var rescorer = ablations.Any(ablation => ablation.Rescored) ? context.Inputs.Model(teacher) : null;
        int[] gold = [.. test.References.Select(text => codec.Encode(text).Length)];
        return Parallel(
            translator,
            codec,
            [
                .. ablations.Select(ablation => (ablation.System, ablation.Label, ablation.Change(new ParallelSettings
                {
                    Loop = loop, Rescorer = ablation.Rescored ? rescorer : null, Lengths = ablation.GoldLengths ? gold : null,
                }))),
            ]);
    });

    /// <summary>The headline decoding of a parallel checkpoint, at every step count of the tables.</summary>
    /// <param name="model">A parallel checkpoint.</param>
    /// <param name="name">The names of the systems before the step count.</param>
    /// <param name="label">The labels of the systems before the step count.</param>
    public Dictionary<int, SystemOutput> BySteps(string model, string name, string label) =>
        Join(SideBySide.Run(JobsBySteps(model, name, label)));

    /// <summary>The same translations as jobs, one for each of <see cref="HeadlineDecoding.Groups"/>.</summary>
    public IReadOnlyList<Func<SystemOutput[]>> JobsBySteps(string model, string name, string label) =>
        [.. HeadlineDecoding.Groups.Select(group => (Func<SystemOutput[]>)(() => Group(model, name, label, group)))];

    /// <summary>The outputs of these jobs, in the order of the step counts.</summary>
    public static Dictionary<int, SystemOutput> Join(IEnumerable<SystemOutput[]> groups) =>
        HeadlineDecoding.Groups.SelectMany(group => group)
            .Zip(groups.SelectMany(outputs => outputs))
            .OrderBy(pair => pair.First)
            .ToDictionary();

    private SystemOutput[] Group(string model, string name, string label, int[] group) =>
        Once(model, $"{name} {string.Join(' ', group)}", (translator, codec) =>
        Parallel(
            translator,
            codec,
            [
                .. group.Select(steps => (
                    $"{name}.s{steps}",
                    $"{label}, {steps} iteration{(steps == 1 ? "" : "s")}",
                    new ParallelSettings { Loop = HeadlineDecoding.Loop(steps, translator.Model.Config) })),
            ]));

    private SystemOutput[] Parallel(
        TranslationModel translator, TokenCodec codec, IReadOnlyList<(string Name, string Label, ParallelSettings Settings)> systems)
    {
        var translated = translator.Parallel(
            Sources(codec), [.. systems.Select(system => system.Settings with { Trace = true })], context.Cancellation);
        return [.. systems.Zip(translated, (system, sentences) => new SystemOutput(
            system.Name, system.Label, Texts(
                codec,
                sentences.Select(sentence => sentence.Best.Tokens)), [.. sentences.Select(
                    sentence => sentence.Best.Tokens)], [.. sentences.Select(
                    sentence => sentence.Best.Trace!)], test.References))];
    }

    private T Once<T>(string model, string how, Func<TranslationModel, TokenCodec, T> translate)
        where T : notnull =>
        context.Inputs.Once($"{test.Direction} {model} {how}", Content(model), () =>
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var translator = context.Inputs.Model(model);
            return translate(translator, TokenCodec.Of(context.Inputs.Describe(model)));
        });

    private IEnumerable<string> Content(string model) =>
        [context.Inputs.Checksum(Input.Checkpoint(model)) ?? model, .. test.Sources, .. test.References];

    private int[][] Sources(TokenCodec codec) => [.. test.Sources.Select(codec.Encode)];

    private static string[] Texts(TokenCodec codec, IEnumerable<IReadOnlyList<int>> targets) =>
        [.. targets.Select(tokens => codec.Decode(tokens))];
}
