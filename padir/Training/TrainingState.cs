using System.Text.Json;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Messages;
using Gmlm.Padir.Weights;

namespace Gmlm.Padir.Training;

/// <summary>
/// The state from which a run resumes: the step, the weights, the optimizer's moments, the best weights so far, and the last weights, which
/// are averaged in the end. On disk it is a folder. A new folder is written completely and then renamed, so that a run killed at any time
/// leaves a complete state.
/// </summary>
internal sealed record TrainingState(
    int Step, IReadOnlyList<ValidationPoint> Validations, IReadOnlyList<WeightTensor> Weights, IReadOnlyList<WeightTensor> Best,
    IReadOnlyList<IReadOnlyList<WeightTensor>> Last, IReadOnlyList<WeightTensor> Moments)
{
    private const string Facts = "state.json";

    /// <summary>Saves the state in place of an earlier one.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="identity">
    /// The checksum of configuration, data and initial weights. A run with another one cannot resume from this state.
    /// </param>
    public void Save(string folder, string identity)
    {
        var (next, current, old) = Places(folder);
        Remove(next);
        Directory.CreateDirectory(next);
        SafetensorsWriter.Write(Path.Combine(next, "weights.safetensors"), Weights);
        SafetensorsWriter.Write(Path.Combine(next, "best.safetensors"), Best);
        for (var i = 0; i < Last.Count; i++)
        {
            SafetensorsWriter.Write(Path.Combine(next, FormattableString.Invariant($"last-{i}.safetensors")), Last[i]);
        }

        SafetensorsWriter.Write(Path.Combine(next, "moments.safetensors"), Moments);
        File.WriteAllText(
            Path.Combine(next, Facts),
            JsonSerializer.Serialize(new FactSheet(identity, Step, Last.Count, Validations), ConfigurationJson.Options));
        if (Directory.Exists(current))
        {
            Remove(old);
            Directory.Move(current, old);
        }

        // If there is no current folder, an earlier run was killed between these two moves. Its old folder is then the last state, and
        // stays until the new one is in place.

        Directory.Move(next, current);
        Remove(old);
    }

    /// <summary>Loads the state of a folder; null if there is none.</summary>
    /// <exception cref="TrainingException">The state is of another run, or damaged.</exception>
    public static TrainingState? Load(string folder, string identity)
    {
        var (_, current, old) = Places(folder);
        var place = Directory.Exists(current) ? current : Directory.Exists(old) ? old : null;
        if (place is null)
        {
            return null;
        }

        try
        {
            var facts = ConfigurationJson.Read<FactSheet>(File.ReadAllText(Path.Combine(place, Facts)));
            Checks.Require("last", facts.Last, facts.Last >= 0, "at least 0");
            if (facts.Identity != identity)
            {
                throw new TrainingException(
                    $"{place}: the run was begun with another configuration or other data; remove the folder, or name another with --out");
            }

            IReadOnlyList<WeightTensor> Read(string name) => SafetensorsReader.Read(Path.Combine(place, name + ".safetensors"));
            return new TrainingState(
                facts.Step, facts.Validations, Read("weights"), Read("best"),
                [.. Enumerable.Range(0, facts.Last).Select(i => Read(FormattableString.Invariant($"last-{i}")))],
                Read("moments"));
        }
        catch (Exception error) when (error is ConfigurationException or IOException or SafetensorsException)
        {
            throw new TrainingException(
                $"{place}: the saved state is damaged ({error.Message.TrimEnd('.')}); remove the folder to begin again", error);
        }
    }

    private static (string Next, string Current, string Old) Places(string folder) =>
        (Path.Combine(folder, "state.new"), Path.Combine(folder, "state"), Path.Combine(folder, "state.old"));

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record FactSheet(string Identity, int Step, int Last, IReadOnlyList<ValidationPoint> Validations);
}

/// <summary>Training cannot start or resume. The message says where, why, and what to do.</summary>
public sealed class TrainingException(string message, Exception? inner = null) : Exception(MessageText.OneLine(message), inner);
