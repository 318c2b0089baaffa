using System.Security.Cryptography;
using System.Text.Json;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.Runtime;
using Gmlm.Padir.T5;
using Gmlm.Padir.Training;
using Gmlm.Padir.Weights;

namespace Gmlm.Padir.Models;

/// <summary>
/// A trained model on disk: a folder with model.safetensors, in half precision or in eight bits as the recipe says, and manifest.json,
/// which is written last.
/// </summary>
public static class Checkpoint
{
    /// <summary>The name of the weights file.</summary>
    public const string WeightsFile = "model.safetensors";

    /// <summary>The name of the manifest's file.</summary>
    public const string ManifestFile = "manifest.json";

    private const string OneCheckpoint = "take both from one checkpoint, or train the model again"; // Weights and manifest.

    /// <summary>Writes a checkpoint, in place of an existing one.</summary>
    /// <param name="folder">The checkpoint's folder, which is created if it does not exist.</param>
    /// <param name="weights">All weights of the model.</param>
    /// <param name="eightBits">Whether matrices are stored in eight bits (<see cref="RowScale"/>) instead of half precision.</param>
    /// <param name="describe">Makes the manifest from the weights' SHA-256.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static CheckpointManifest Save(
        string folder, IReadOnlyList<WeightTensor> weights, bool eightBits, Func<string, CheckpointManifest> describe)
    {
        Directory.CreateDirectory(folder);
        var (file, manifestFile) = (Path.Combine(folder, WeightsFile), Path.Combine(folder, ManifestFile));
        SafetensorsWriter.Write(file, eightBits ? RowScale.Pack(weights) : weights.Select(tensor => tensor with { Type = WeightType.F16 }));
        var manifest = describe(Sum(file));
        var recipe = JsonSerializer.SerializeToElement(manifest.Recipe, ConfigurationJson.Options);
        manifest = manifest with { RecipeSha256 = RecipeSum.Of(recipe) };
        WholeFile.Write(manifestFile, JsonSerializer.Serialize(manifest, ConfigurationJson.Options) + "\n");
        return manifest;
    }

    /// <summary>Reads the manifest of a checkpoint, without its weights.</summary>
    /// <exception cref="CheckpointException">
    /// There is no checkpoint, its manifest is damaged, or its recipe was edited after training.
    /// </exception>
    public static CheckpointManifest Describe(string folder)
    {
        var file = Path.Combine(folder, ManifestFile);
        try
        {
            var text = File.ReadAllText(file);
            if (GitLfsPointer.Begins(text))
            {
                throw new CheckpointException($"{file}: {GitLfsPointer.Complaint}");
            }

            var manifest = ConfigurationJson.Read<CheckpointManifest>(text);
            manifest.Recipe.Checked();
            var sum = RecipeSum.In(text);
            return manifest.RecipeSha256 is null || manifest.RecipeSha256 == sum
                ? manifest
                : throw new CheckpointException(
                    $"{file}: its recipe was edited after training (SHA-256 {sum}, not {manifest.RecipeSha256}); take the manifest back, "
                        + $"or train the model again");
        }
        catch (ConfigurationException error)
        {
            throw new CheckpointException($"{file}: {error.Message}; train the model again", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"{folder} is no checkpoint: {ManifestFile} cannot be read; `train` makes one", error);
        }
    }

    /// <summary>Reads the weights, in single precision.</summary>
    /// <exception cref="CheckpointException">The weights are damaged, or not those of the manifest.</exception>
    public static IReadOnlyList<WeightTensor> Weights(string folder)
    {
        var manifest = Describe(folder);
        var file = Path.Combine(folder, WeightsFile);
        try
        {
            var sum = Sum(file);
            return sum == manifest.WeightsSha256
                ? RowScale.Unpack(SafetensorsReader.Read(file))
                : throw new CheckpointException(
                    $"{file}: {Difference(manifest.Recipe.Config, file)}its SHA-256 is {sum}, the manifest says {manifest.WeightsSha256}; "
                        + $"{OneCheckpoint}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or SafetensorsException)
        {
            throw new CheckpointException($"{file}: {error.Message.TrimEnd('.')}; train the model again", error);
        }
    }

    /// <summary>Loads the model, in evaluation mode.</summary>
    /// <exception cref="CheckpointException">
    /// There is no checkpoint, it is damaged, or its weights do not fit its configuration.
    /// </exception>
    public static PadirModel Load(string folder)
    {
        var manifest = Describe(folder);
        try
        {
            return PadirModel.Of(manifest.Recipe.Config, Weights(folder));
        }
        catch (CheckpointException error) when (!error.Message.StartsWith(folder, StringComparison.Ordinal))
        {
            throw new CheckpointException($"{Path.Combine(folder, WeightsFile)}: {error.Message}; {OneCheckpoint}", error);
        }
    }

    // If weights differ from the manifest's in more than values, says which tensor is missing, extra or of another shape.
    private static string Difference(PadirConfig config, string file)
    {
        try
        {
            PadirModel.Of(config, RowScale.Unpack(SafetensorsReader.Read(file))).Dispose();
            return "";
        }
        catch (Exception error) when (error is CheckpointException or SafetensorsException)
        {
            return $"{error.Message}; ";
        }
    }

    private static string Sum(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
