using Gmlm.Padir.Runtime;
using Gmlm.Padir.Weights;

namespace Gmlm.Padir.T5;

/// <summary>A model folder in Hugging Face's layout: config.json, and model.safetensors or its shards with their index.</summary>
public static class HuggingFaceCheckpoint
{
    /// <summary>The name of the configuration file.</summary>
    public const string ConfigFile = "config.json";

    /// <summary>The name of the weights file.</summary>
    public const string WeightsFile = "model.safetensors";

    /// <summary>Loads the network of a folder, in evaluation mode.</summary>
    /// <exception cref="CheckpointException">
    /// The configuration is malformed, or the weights do not fit it; the message begins with the file's name.
    /// </exception>
    /// <exception cref="SafetensorsException">A weights file is malformed; the message begins with its name.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static T5Network Load(string folder)
    {
        var (config, scaled) = Named.In(ConfigFile, () => HuggingFaceConfig.Read(Config(folder)));
        var files = HuggingFaceFiles.Of(folder);
        var entries = files.Entries();
        var hasHead = entries.Any(entry => entry.Name == HuggingFaceHead.Name);

        // Names and shapes are compared first, so that a wrong configuration fails before weights are read or memory is allocated.
        var expected = HuggingFaceHead.Expected(config, hasHead);
        (string, IReadOnlyList<long>)[] shapes = [.. entries.Select(entry => (entry.Name, entry.Shape))];
        Named.In(files.Name, () => HuggingFaceWeights.Check(expected, HuggingFaceNames.Of(expected), shapes));
        var weights = new Lazy<IReadOnlyList<WeightTensor>>(files.Tensors);
        config = Named.In(ConfigFile, () => HuggingFaceHead.Of(config, scaled, hasHead, weights));
        return Named.In(files.Name, () => HuggingFaceWeights.Import(config, weights.Value));
    }

    /// <summary>
    /// Loads the configuration alone. It does not show whether lm_head.weight makes the logits, which depends on the weights.
    /// </summary>
    /// <exception cref="CheckpointException">The configuration is malformed; the message begins with the file's name.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static T5Config LoadConfig(string folder) => Named.In(ConfigFile, () => HuggingFaceConfig.Parse(Config(folder)));

    /// <summary>Writes both files. The weights are written last, so that a folder with weights is complete.</summary>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static void Save(T5Network network, string folder, IReadOnlyDictionary<string, string>? metadata = null)
    {
        Directory.CreateDirectory(folder);
        WholeFile.Write(Path.Combine(folder, ConfigFile), HuggingFaceConfig.Format(network.Config));
        SafetensorsWriter.Write(Path.Combine(folder, WeightsFile), HuggingFaceWeights.Export(network), metadata);
    }

    private static string Config(string folder) => File.ReadAllText(Path.Combine(folder, ConfigFile));
}
